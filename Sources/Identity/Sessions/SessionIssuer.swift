// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Begins sessions and gives them new tokens, inside the transactions of what they begin with.
struct SessionIssuer: Sendable {
    /// Sessions that a person may have. The oldest end when one more begins, so that who signs in again and again fills
    /// neither the list that they are to look through nor the store.
    static let maximumCount = 100

    private let context: IdentityContext
    private let store = SessionStore()

    init(_ context: IdentityContext) { self.context = context }

    func start(
        for user: User, from origin: SignInOrigin, on connection: any WriteConnection
    ) throws -> StartedSession {
        let (now, token) = (context.time.now(), SecretToken(context.random))
        let session = Session(
            id: context.random.identifier(at: now), createdAt: now, lastSeenAt: now,
            expiresAt: now + (try SettingStore().server(on: connection)).sessionsKept, address: origin.address,
            userAgent: origin.shownUserAgent)
        let surplus = try store.deleteAll(of: user.id, exceptNewest: Self.maximumCount - 1, on: connection)
        if surplus > 0 { context.noteChange(on: connection) }
        try noteEnd(of: surplus, of: user.id, on: connection)
        try store.insert(session, of: user.id, tokenHash: token.digest.hex, on: connection)
        try UserStore().touch(user.id, at: now, on: connection)
        try context.record(
            "session.started", subject: "user/\(user.id)",
            data: ["session": .string(session.id.description), "by": .string(user.name.text)],
            on: connection)
        return try started(session, of: user, token, on: connection)
    }

    /// The same session under another token; throws `session_expired` when it is gone.
    func rotate(
        _ session: SessionID, of user: User, on connection: any WriteConnection
    ) throws -> StartedSession {
        let token = SecretToken(context.random)
        guard try store.rotate(session, to: token.digest.hex, on: connection),
            let current = try store.find(tokenHash: token.digest.hex, on: connection)
        else { throw Self.expired }
        context.noteChange(on: connection)
        return try started(current.session, of: user, token, on: connection)
    }

    /// Ends all sessions of a person but one, with what they have begun.
    func endAll(of user: UserID, except kept: SessionID? = nil, on connection: any WriteConnection) throws {
        let ended = try store.deleteAll(of: user, except: kept, on: connection)
        try SignInChallengeStore().deleteAll(of: user, on: connection)
        context.noteChange(on: connection)
        try noteEnd(of: ended, of: user, on: connection)
    }

    private func noteEnd(of count: Int, of user: UserID, on connection: any WriteConnection) throws {
        guard count > 0 else { return }
        try context.record(
            "session.ended", subject: "user/\(user)", data: ["count": .integer(Int64(count))], on: connection)
    }

    static let expired = Failure(.sessionExpired, "the session is over", hint: "sign in again")

    private func started(
        _ session: Session, of user: User, _ token: SecretToken, on connection: any ReadConnection
    ) throws -> StartedSession {
        let principal = Principal(
            method: .session, user: user, session: session.id,
            grants: try GrantStore().effective(for: user.id, on: connection), expiresAt: session.expiresAt)
        let device = DeviceCookie(for: user.id, at: context.time.now(), random: context.random)
        return StartedSession(
            session: session, principal: principal, token: token.text, csrfToken: CSRFToken.make(for: token.text),
            device: device.text(context.vault))
    }
}
