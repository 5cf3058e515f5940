// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Primitives

/// Makes a context's token worthless, here and at its server.
struct SignOut {
    let context: CommandContext

    enum Outcome {
        case revoked
        /// There was no token.
        case wasSignedOut
        /// The token was made elsewhere and is still good there.
        case forgotten
        case notRevoked(Failure)
    }

    /// Forgets the token whatever the server says: who wants to be rid of it must not be kept by a lost connection.
    func perform(_ saved: SavedContext) async throws -> Outcome {
        let folder = try context.contexts
        guard let token = try folder.token(of: saved.name) else { return .wasSignedOut }
        var outcome = Outcome.forgotten
        if let id = saved.tokenID {
            do {
                try await context.client(of: saved).revokeToken(id)
                outcome = .revoked
            } catch let failure as Failure {
                // Unknown there, or not good for anything: as wished.
                let isGone = [.notFound, .unauthenticated].contains(failure.code.category)
                outcome = isGone ? .revoked : .notRevoked(failure)
            }
        }
        try folder.update { list in
            // Who has signed in again meanwhile keeps what they were given.
            guard var entry = list[saved.name], entry.tokenID == saved.tokenID,
                try folder.token(of: saved.name)?.reveal() == token.reveal()
            else { return }
            try folder.forgetToken(of: saved.name)
            entry.tokenID = nil
            entry.tokenExpiresAt = nil
            entry.user = nil
            list.put(entry)
        }
        return outcome
    }

    /// Throws `token_not_revoked`; else says what happened.
    static func text(_ outcome: Outcome, _ saved: SavedContext) throws(Failure) -> String {
        switch outcome {
        case .revoked: return "Signed out of \(saved.name) (\(saved.url)); the token is revoked."
        case .wasSignedOut: return "Nobody was signed in to \(saved.name) (\(saved.url))."
        case .forgotten:
            return "Signed out of \(saved.name) (\(saved.url)); the token was made elsewhere and stays good "
                + "until it is revoked there."
        case .notRevoked(let failure):
            throw Failure(
                .tokenNotRevoked,
                "the token of \(saved.name) is forgotten here, and \(saved.url) could not be told: it is still good there",
                hint: "revoke it there with 'dextra tokens revoke \(saved.tokenID ?? "ID")' or on the server's page",
                cause: failure)
        }
    }
}
