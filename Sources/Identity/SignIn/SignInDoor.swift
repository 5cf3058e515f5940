// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Lets somebody in whose password was right, or asks for the second factor.
struct SignInDoor: Sendable {
    /// For how long a second factor may be given.
    static let patience = Duration.seconds(300)

    private let context: IdentityContext

    init(_ context: IdentityContext) { self.context = context }

    func admit(
        _ user: User, from origin: SignInOrigin, on connection: any WriteConnection
    ) throws -> SignInOutcome {
        guard user.twoFactor else {
            return .signedIn(try SessionIssuer(context).start(for: user, from: origin, on: connection))
        }
        let token = SecretToken(context.random)
        let challenge = SignInChallenge(
            user: user.id, addressBlock: origin.block, expiresAt: context.time.now() + Self.patience)
        try SignInChallengeStore().insert(challenge, tokenHash: token.digest.hex, on: connection)
        return .secondFactorRequired(challenge: token.text)
    }
}
