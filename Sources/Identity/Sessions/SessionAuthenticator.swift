// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Primitives
import Storage
import Synchronization

/// Tells from a cookie who asks: for every request, so from memory.
///
/// What is remembered is at most five seconds old, and never older than the last change on this node.
package final class SessionAuthenticator: Sendable {
    private let context: IdentityContext
    private let cache = SessionCache()
    /// Sessions that were used since that was last written.
    private let seen = Mutex<[SessionID: (user: UserID, at: Timestamp)]>([:])

    package init(_ context: IdentityContext) { self.context = context }

    /// Throws `unauthenticated` for what is no session's token, `session_expired` and `address_not_allowed`.
    ///
    /// - isUse: false for the server's own look at who is connected, which must not keep a session that nobody uses.
    package func principal(
        cookie: Redacted<String>, address: String?, isUse: Bool = true
    ) async throws -> SignedIn {
        let digest = TokenDigest(of: cookie.reveal())
        let (now, changes) = (context.time.now(), context.changes.count)
        let entry: SessionCache.Entry
        switch cache.find(digest, isUse: isUse, now: now, uptime: context.time.uptime(), changes: changes) {
        case .known(let known, let isNew):
            entry = known
            if isNew { note(entry, now) }
        case .unknown:
            entry = try await read(digest, cookie, changes: changes)
            // Kept as it was read: when something changed meanwhile, its count of changes says that it is old.
            cache.keep(entry, for: digest)
            if isUse, now - entry.lastSeenAt >= SessionCache.noticeable, now - entry.lastSeenAt < entry.idle {
                note(entry, now)
            }
        }
        guard now < entry.expiresAt, now - entry.lastSeenAt < entry.idle else { throw SessionIssuer.expired }
        guard entry.allowed.contain(address) else {
            throw Failure(
                .addressNotAllowed, "\(entry.signedIn.principal.name) may not come from \(address ?? "this machine")",
                hint: "an administrator can change the networks that are allowed")
        }
        return entry.signedIn
    }

    /// Writes which sessions were used, now and then and once more when cancelled; for as long as the server runs.
    package func run(every interval: Duration = .seconds(30)) async {
        while !Task.isCancelled {
            try? await context.time.sleep(for: interval)
            // What could not be written is kept for the next round.
            try? await flush()
        }
    }

    /// Writes which sessions were used since the last time.
    package func flush() async throws {
        let used = seen.withLock { seen in
            defer { seen = [:] }
            return seen
        }
        guard !used.isEmpty else { return }
        do {
            try await context.database.write { connection in
                for (session, use) in used {
                    try SessionStore().touch(session, at: use.at, on: connection)
                    try UserStore().touch(use.user, at: use.at, on: connection)
                }
            }
        } catch {
            seen.withLock { $0.merge(used) { newer, _ in newer } }
            throw error
        }
    }

    private func note(_ entry: SessionCache.Entry, _ now: Timestamp) {
        seen.withLock { $0[entry.session] = (entry.user, now) }
    }

    private func read(
        _ digest: TokenDigest, _ cookie: Redacted<String>, changes: UInt64
    ) async throws -> SessionCache.Entry {
        let uptime = context.time.uptime()
        let found = try await context.database.lookUp { connection in
            guard let (session, id) = try SessionStore().find(tokenHash: digest.hex, on: connection),
                let user = try UserStore().find(id, on: connection), !user.disabled
            else { return nil as (Session, User, [Grant], Duration)? }
            return (
                session, user, try GrantStore().effective(for: id, on: connection),
                try SettingStore().server(on: connection).sessionsIdle
            )
        }
        guard let (session, user, grants, idle) = found else {
            throw Failure(.unauthenticated, "nobody is signed in with this cookie", hint: "sign in")
        }
        let principal = Principal(
            method: .session, user: user, session: session.id, grants: grants, expiresAt: session.expiresAt)
        return SessionCache.Entry(
            signedIn: SignedIn(
                principal: principal, createdAt: session.createdAt, csrfToken: CSRFToken.make(for: cookie)),
            session: session.id, user: user.id, allowed: user.allowedNetworks,
            idle: idle, expiresAt: session.expiresAt,
            // What was not written yet counts too.
            lastSeenAt: max(session.lastSeenAt, seen.withLock { $0[session.id]?.at } ?? session.lastSeenAt),
            readAt: uptime, changes: changes)
    }
}
