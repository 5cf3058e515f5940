// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Tokens of links that work once: given out in clear, kept as digests.
struct OneTimeLinks: Sendable {
    /// How long the first owner's link is good.
    static let setupLifetime = Duration.seconds(24 * 3600)
    /// How long invitations and resets are good.
    static let personalLifetime = Duration.seconds(72 * 3600)

    private let context: IdentityContext
    private let store = OneTimeLinkStore()

    init(_ context: IdentityContext) { self.context = context }

    /// A person's link, in place of those that they were given before.
    func issue(
        _ purpose: OneTimeLinkPurpose, for user: UserID, on connection: any WriteConnection
    ) throws -> Redacted<String> {
        try store.deleteAll(of: user, on: connection)
        return try issue(purpose, user, Self.personalLifetime, on: connection).token
    }

    /// A link for the first owner; earlier ones stay good, e.g. those that other nodes have shown.
    func issueSetup(
        on connection: any WriteConnection
    ) throws -> (token: Redacted<String>, expiresAt: Timestamp) {
        try issue(.setup, nil, Self.setupLifetime, on: connection)
    }

    /// Whose a link is; throws `link_invalid`.
    func user(of token: Redacted<String>, on connection: any ReadConnection) throws -> UserID {
        guard let user = try find(token, on: connection)?.user else { throw Self.invalid }
        return user
    }

    /// Whose a link is, and uses it up; throws `link_invalid`.
    func use(_ token: Redacted<String>, on connection: any WriteConnection) throws -> UserID {
        let user = try user(of: token, on: connection)
        guard try store.delete(tokenHash: TokenDigest(of: token.reveal()).hex, on: connection) else {
            throw Self.invalid
        }
        return user
    }

    /// Throws `link_invalid` for what is no link for the first owner.
    func requireSetup(_ token: Redacted<String>, on connection: any ReadConnection) throws {
        guard try find(token, on: connection)?.purpose == .setup else { throw Self.invalid }
    }

    static let invalid = Failure(
        .linkInvalid, "this link was used, is too old, or never was one",
        hint: "ask for a new one: 'dextra setup-link' for the first owner, an administrator for everybody else")

    private func find(
        _ token: Redacted<String>, on connection: any ReadConnection
    ) throws -> (purpose: OneTimeLinkPurpose, user: UserID?)? {
        try store.find(
            tokenHash: TokenDigest(of: token.reveal()).hex, now: context.time.now(), on: connection)
    }

    private func issue(
        _ purpose: OneTimeLinkPurpose, _ user: UserID?, _ lifetime: Duration, on connection: any WriteConnection
    ) throws -> (token: Redacted<String>, expiresAt: Timestamp) {
        let (now, token) = (context.time.now(), SecretToken(context.random))
        let end = now + lifetime
        try store.insert(tokenHash: token.digest.hex, for: purpose, of: user, at: now, until: end, on: connection)
        return (token.text, end)
    }
}
