// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
import Storage

/// The first owner of an installation, who comes by a one-time link.
package struct SetupService: Sendable {
    private let context: IdentityContext
    private let hasher: PasswordHasher
    private let links: OneTimeLinks

    package init(_ context: IdentityContext, hasher: PasswordHasher) {
        self.context = context
        self.hasher = hasher
        links = OneTimeLinks(context)
    }

    /// Whether there is nobody yet.
    package func isNeeded() async throws -> Bool {
        try await context.database.read { try UserStore().isEmpty(on: $0) }
    }

    /// A token for the link, good for 24 hours; throws `setup_done`.
    package func link() async throws -> (token: Redacted<String>, expiresAt: Timestamp) {
        try await context.database.write { [links] connection in
            guard try UserStore().isEmpty(on: connection) else { throw Self.done }
            return try links.issueSetup(on: connection)
        }
    }

    /// Makes the first owner and signs them in. Of several at once one succeeds.
    ///
    /// Throws `setup_done`, `link_invalid`, `password_refused`, `user_name_reserved`, `sign_in_busy`.
    package func complete(
        token: Redacted<String>, name: UserName, displayName: String?, password: Redacted<String>,
        from origin: SignInOrigin
    ) async throws -> StartedSession {
        try await context.database.read { [links] connection in
            guard try UserStore().isEmpty(on: connection) else { throw Self.done }
            try links.requireSetup(token, on: connection)
        }
        try PasswordRules.check(password, of: name)
        let shown = try UserRules.displayName(displayName, for: name)
        try UserRules.checkName(name)
        let hash = try await hasher.hash(password)
        return try await context.database.write { [context, links] connection in
            guard try UserStore().isEmpty(on: connection) else { throw Self.done }
            try links.requireSetup(token, on: connection)
            let now = context.time.now()
            let user = User(
                id: context.random.identifier(at: now), name: name, displayName: shown, createdAt: now,
                grants: [Grant(.owner)])
            try UserStore().insert(user, on: connection)
            try PasswordStore().set(StoredPassword(hash: hash, changedAt: now), of: user.id, on: connection)
            try OneTimeLinkStore().deleteAll(for: .setup, on: connection)
            try context.record(
                "user.created", subject: "user/\(user.id)", data: ["name": .string(name.text)], on: connection)
            context.noteChange(on: connection)
            return try SessionIssuer(context).start(for: user, from: origin, on: connection)
        }
    }

    private static let done = Failure(
        .setupDone, "there are users already", hint: "sign in, or ask an owner for an invitation")
}
