// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Asks a signed-in person for their password once more, before something about their sign-in is changed.
struct PasswordGate: Sendable {
    private let context: IdentityContext
    private let hasher: PasswordHasher
    private let throttle = SignInThrottle()

    init(_ context: IdentityContext, hasher: PasswordHasher) {
        self.context = context
        self.hasher = hasher
    }

    /// Throws `password_wrong`, `too_many_attempts`, `sign_in_busy`.
    func check(_ password: Redacted<String>, of user: UserID) async throws {
        let keys = ThrottleKey.confirmation(user, context.vault)
        let stored = try await context.database.write { [context, throttle] connection in
            try throttle.admit(keys, now: context.time.now(), on: connection)
            return try PasswordStore().find(user, on: connection)
        }
        let matches: Bool
        do {
            matches = try await hasher.matches(password, stored?.hash, isKnown: true)
        } catch {
            try await context.database.write { [context, throttle] in
                try throttle.withdraw(keys, now: context.time.now(), on: $0)
            }
            throw error
        }
        guard matches else {
            throw Failure(.passwordWrong, "the password is not yours", hint: "give the one you sign in with")
        }
        try await context.database.write { [context, throttle] in
            try throttle.succeed(keys, now: context.time.now(), on: $0)
        }
    }
}
