// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
import Storage
package import Wire

/// A person's own sessions.
package struct SessionService: Sendable {
    private let context: IdentityContext
    private let store = SessionStore()

    package init(_ context: IdentityContext) { self.context = context }

    /// Where the person is signed in, newest first; throws `session_required` for the machine's own user.
    package func list(by principal: Principal) async throws -> [SessionEntry] {
        let user = try person(principal)
        let (now, sessions) = (
            context.time.now(),
            try await context.database.read { [store] in
                try store.list(of: user.id, on: $0)
            }
        )
        return sessions.filter { now < $0.expiresAt }.map { SessionEntry($0, current: $0.id == principal.session) }
    }

    /// Ends one of the person's sessions; throws `session_not_found`.
    package func end(_ session: SessionID, by principal: Principal) async throws {
        let user = try person(principal)
        try await context.database.write { [context, store] connection in
            guard try store.delete(session, of: user.id, on: connection) else {
                throw Failure(
                    .sessionNotFound, "you have no session \(session)", hint: "it may be over; list your sessions")
            }
            try context.record(
                "session.ended", subject: "user/\(user.id)", data: ["session": .string(session.description)],
                on: connection)
            context.noteChange(on: connection)
        }
    }

    /// Signs out. Throws `session_required`; one that is over already is no failure.
    package func signOut(_ principal: Principal) async throws {
        let (_, session) = try principal.requireSession()
        do {
            try await end(session, by: principal)
        } catch let failure as Failure where failure.code == .sessionNotFound {}
    }

    private func person(_ principal: Principal) throws(Failure) -> User {
        guard let user = principal.user else {
            throw Failure(
                .sessionRequired, "the machine's own user has no sessions", hint: "ask as a person who has signed in")
        }
        return user
    }
}
