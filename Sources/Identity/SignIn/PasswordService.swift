// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
import Storage

/// A person's own password: changing it, and setting it by a one-time link.
package struct PasswordService: Sendable {
    private let context: IdentityContext
    private let hasher: PasswordHasher
    private let gate: PasswordGate
    private let links: OneTimeLinks

    package init(_ context: IdentityContext, hasher: PasswordHasher) {
        self.context = context
        self.hasher = hasher
        gate = PasswordGate(context, hasher: hasher)
        links = OneTimeLinks(context)
    }

    /// Ends all other sessions and gives this one another token.
    ///
    /// Throws `password_wrong`, `password_refused`, `too_many_attempts`, `sign_in_busy`, `session_required`.
    package func change(
        from current: Redacted<String>, to new: Redacted<String>, by principal: Principal
    ) async throws -> StartedSession {
        let (user, session) = try principal.requireSession()
        try PasswordRules.check(new, of: user.name)
        try await gate.check(current, of: user.id)
        let hash = try await hasher.hash(new)
        return try await context.database.write { [context] connection in
            let user = try UserStore().require(user.id.description, on: connection)
            try set(hash, of: user.id, except: session, on: connection)
            return try SessionIssuer(context).rotate(session, of: user, on: connection)
        }
    }

    /// Whose a link is; throws `link_invalid`.
    package func owner(ofLink token: Redacted<String>) async throws -> User {
        try await context.database.read { [links] connection in
            try UserStore().require(try links.user(of: token, on: connection).description, on: connection)
        }
    }

    /// Sets the password of the person whose link it is, ends all their sessions, and signs them in.
    ///
    /// Throws `link_invalid`, `password_refused`, `address_not_allowed`, `sign_in_busy`.
    package func accept(
        link token: Redacted<String>, password: Redacted<String>, from origin: SignInOrigin
    ) async throws -> SignInOutcome {
        // Before the work of hashing, so that it is not to be had for nothing.
        let owner = try await owner(ofLink: token)
        try PasswordRules.check(password, of: owner.name)
        let hash = try await hasher.hash(password)
        return try await context.database.write { [context, links] connection in
            let id = try links.use(token, on: connection)
            let user = try UserStore().require(id.description, on: connection)
            guard !user.disabled else { throw OneTimeLinks.invalid }
            guard user.mayCome(from: origin.address) else {
                throw Failure(
                    .addressNotAllowed, "\(user.name) may not come from \(origin.address ?? "this machine")",
                    hint: "an administrator can change the networks that are allowed")
            }
            try set(hash, of: id, except: nil, on: connection)
            return try SignInDoor(context).admit(user, from: origin, on: connection)
        }
    }

    private func set(
        _ hash: String, of user: UserID, except session: SessionID?, on connection: any WriteConnection
    ) throws {
        let password = StoredPassword(hash: hash, changedAt: context.time.now())
        try PasswordStore().set(password, of: user, on: connection)
        try OneTimeLinkStore().deleteAll(of: user, on: connection)
        try SessionIssuer(context).endAll(of: user, except: session, on: connection)
        try context.record(
            "user.changed", subject: "user/\(user)", data: ["fields": ["password"]], on: connection)
    }
}
