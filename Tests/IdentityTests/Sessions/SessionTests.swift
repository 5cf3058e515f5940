// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Vault
import Wire
import Workflows

@Suite struct SessionTests {
    @Test func `a session is over when it was not used for its idle time`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let session = try await f.session(of: "ann")
            for _ in 0..<4 {
                f.time.advance(by: .seconds(11 * 3600))
                _ = try await f.principal(session)
            }
            f.time.advance(by: .seconds(12 * 3600))
            #expect(await failureCode { _ = try await f.principal(session) } == .sessionExpired)
        }
    }

    @Test func `a session is over after its days, however much it is used`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let session = try await f.session(of: "ann")
            for _ in 0..<(30 * 24 - 1) {
                f.time.advance(by: .seconds(3600))
                _ = try await f.principal(session)
            }
            f.time.advance(by: .seconds(3600))
            #expect(await failureCode { _ = try await f.principal(session) } == .sessionExpired)
        }
    }

    @Test func `a person has at most a hundred, and the oldest ends when one more begins`() async throws {
        try await IdentityFixture.with { f in
            for name in ["ann", "bob"] { try await f.person(name) }
            let other = try await f.session(of: "bob")
            var sessions: [StartedSession] = []
            for number in 1...102 {
                sessions.append(try await f.session(of: "ann"))
                f.time.advance(by: .seconds(1))
                if number == 100 { _ = try await f.principal(sessions[0]) }
            }
            for gone in sessions[..<2] {
                #expect(await failureCode { _ = try await f.principal(gone) } == .unauthenticated)
            }
            for left in [sessions[2], sessions[101], other] { _ = try await f.principal(left) }
            let listed = try await f.sessions.list(by: sessions[101].principal)
            #expect(listed.map(\.id) == sessions[2...].reversed().map(\.session.id))
            let events = try await f.context.events.read(after: nil, limit: 500)
            #expect(events.count { $0.type == "session.ended" } == 2)
        }
    }

    @Test func `how long sessions last is a setting`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            try await f.database.write { connection in
                try SettingStore().set("sessions.idle_hours", to: 1, on: connection)
                try SettingStore().set("sessions.keep_days", to: 2, on: connection)
            }
            let session = try await f.session(of: "ann")
            #expect(session.session.expiresAt == f.time.now + .seconds(2 * 86_400))
            f.time.advance(by: .seconds(3600))
            #expect(await failureCode { _ = try await f.principal(session) } == .sessionExpired)
        }
    }

    @Test func `its use is noted to the minute, beside the requests`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let session = try await f.session(of: "ann")
            func lastSeen() async throws -> Timestamp? {
                try await f.sessions.list(by: session.principal).first?.lastSeenAt
            }
            let start = f.time.now
            f.time.advance(by: .seconds(59))
            _ = try await f.principal(session)
            try await f.authenticator.flush()
            #expect(try await lastSeen() == start)
            f.time.advance(by: .seconds(1))
            for _ in 0..<3 { _ = try await f.principal(session) }
            #expect(try await lastSeen() == start)
            try await f.authenticator.flush()
            #expect(try await lastSeen() == f.time.now)
            #expect(try await f.people.user("ann", by: .local).lastSeenAt == f.time.now)
        }
    }

    @Test func `what was used is written now and then, and once more at the end`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let session = try await f.session(of: "ann")
            let writer = Task { await f.authenticator.run() }
            f.time.advance(by: .seconds(120))
            _ = try await f.principal(session)
            await f.time.waitForSleepers()
            writer.cancel()
            await writer.value
            #expect(try await f.sessions.list(by: session.principal).first?.lastSeenAt == f.time.now)
        }
    }

    /// A page that stays open in a browser that was left is looked at all the time.
    @Test func `a look at who is connected does not keep a session that nobody uses`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let session = try await f.session(of: "ann")
            func look() async throws {
                _ = try await f.authenticator.principal(
                    cookie: session.token, address: SignInOrigin.home.address, isUse: false)
            }
            _ = try await f.principal(session)
            for _ in 0..<2 {
                f.time.advance(by: .seconds(6 * 3600 - 1))
                // Read anew, and then out of the cache.
                for _ in 0..<2 { try await look() }
                try await f.authenticator.flush()
            }
            f.time.advance(by: .seconds(2))
            #expect(await failureCode { try await look() } == .sessionExpired)
            #expect(await failureCode { _ = try await f.principal(session) } == .sessionExpired)
        }
    }

    @Test func `each session has a token for forms that goes with it`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (one, two) = (try await f.session(of: "ann"), try await f.session(of: "ann"))
            let signedIn = try await f.authenticator.principal(cookie: one.token, address: nil)
            #expect(signedIn.accepts(csrfToken: one.csrfToken.reveal()))
            #expect(!signedIn.accepts(csrfToken: two.csrfToken.reveal()))
            #expect(!signedIn.accepts(csrfToken: one.token.reveal()))
            #expect(!signedIn.accepts(csrfToken: ""))
        }
    }

    @Test func `sessions are listed and ended one by one, by their owner alone`() async throws {
        try await IdentityFixture.with { f in
            for name in ["ann", "bob"] { try await f.person(name) }
            let one = try await f.session(of: "ann")
            f.time.advance(by: .seconds(1))
            let two = try await f.session(
                of: "ann", from: SignInOrigin(address: "2001:db8::1", userAgent: "curl\n\u{0}"))
            let other = try await f.session(of: "bob")
            let entries = try await f.sessions.list(by: try await f.principal(two))
            #expect(entries.map(\.id) == [two.session.id, one.session.id])
            #expect(entries.map(\.current) == [true, false])
            #expect(entries.map(\.address) == ["2001:db8::1", "192.0.2.1"])
            #expect(entries.map(\.userAgent) == ["curl", "Firefox"])
            let foreign = await failureCode { try await f.sessions.end(one.session.id, by: other.principal) }
            #expect(foreign == .sessionNotFound)
            _ = try await f.principal(one)
            try await f.sessions.end(one.session.id, by: two.principal)
            #expect(await failureCode { _ = try await f.principal(one) } == .unauthenticated)
            _ = try await f.principal(two)
            try await f.sessions.signOut(two.principal)
            try await f.sessions.signOut(two.principal)
            #expect(await failureCode { _ = try await f.principal(two) } == .unauthenticated)
            _ = try await f.principal(other)
        }
    }

    @Test func `changing the password ends all sessions but one's own, which gets another token`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (own, other) = (try await f.session(of: "ann"), try await f.session(of: "ann"))
            for session in [own, other] { _ = try await f.principal(session) }
            let new = Redacted("marble-otter-quilt")
            for (current, next, expected) in [
                (Redacted("wrong"), new, FailureCode.passwordWrong),
                (IdentityFixture.password, Redacted("password123"), .passwordRefused),
            ] {
                let code = await failureCode {
                    _ = try await f.passwords.change(from: current, to: next, by: own.principal)
                }
                #expect(code == expected)
            }
            let rotated = try await f.passwords.change(from: IdentityFixture.password, to: new, by: own.principal)
            #expect(rotated.session.id == own.session.id)
            for gone in [own, other] {
                #expect(await failureCode { _ = try await f.principal(gone) } == .unauthenticated)
            }
            _ = try await f.principal(rotated)
            #expect(await failureCode { _ = try await f.session(of: "ann") } == .signInFailed)
            _ = try await f.session(of: "ann", password: new)
        }
    }

    @Test func `what takes somebody's session takes it at once, and what they may changes at once`() async throws {
        try await IdentityFixture.with { f in
            let changes: [(String, ChangeUserRequest, FailureCode?)] = [
                ("ann", ChangeUserRequest(disabled: true), .unauthenticated),
                ("bob", ChangeUserRequest(reset: .password), .unauthenticated),
                ("cat", ChangeUserRequest(allowedAddresses: ["10.0.0.0/8"]), .addressNotAllowed),
                ("dan", ChangeUserRequest(grants: [Grant(.admin)]), nil),
            ]
            for (name, change, expected) in changes {
                try await f.person(name)
                let session = try await f.session(of: name)
                #expect(try await !f.principal(session).may(.administer))
                _ = try await f.people.change(name, change, if: .none, by: .local)
                let code = await failureCode {
                    let mayNow = try await f.principal(session).may(.administer)
                    #expect(mayNow)
                }
                #expect(code == expected, "\(name)")
            }
            try await f.person("eve")
            let session = try await f.session(of: "eve")
            _ = try await f.principal(session)
            let team = try await f.people.create(
                CreateTeamRequest(name: UserName("ops"), grants: [Grant(.operator)], members: [UserName("eve")]),
                by: .local)
            #expect(try await f.principal(session).may(.operate))
            try await f.people.deleteTeam(team.name.text, if: .none, by: .local)
            #expect(try await !f.principal(session).may(.operate))
            try await f.people.delete("eve", if: .none, by: .local)
            #expect(await failureCode { _ = try await f.principal(session) } == .unauthenticated)
        }
    }

    @Test func `what another node takes is gone within five seconds even when its news are lost`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let session = try await f.session(of: "ann")
            _ = try await f.principal(session)
            // As another process would, without an announcement.
            try await f.database.write {
                try $0.execute("DELETE FROM sessions WHERE id = ?", [.id(session.session.id)])
            }
            _ = try await f.principal(session)
            f.time.advance(by: .seconds(5))
            #expect(await failureCode { _ = try await f.principal(session) } == .unauthenticated)
        }
    }

    @Test func `a person comes from the networks that are allowed, and an unknown address is in none`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let session = try await f.session(of: "ann")
            _ = try await f.people.change(
                "ann", ChangeUserRequest(allowedAddresses: ["192.0.2.0/24", "2001:db8::/32"]), if: .none, by: .local)
            for address in ["192.0.2.77", "2001:db8:ffff::1", "::ffff:192.0.2.3"] {
                _ = try await f.principal(session, from: address)
            }
            for address in ["192.0.3.1", "2001:db9::1", "nonsense", nil] {
                let code = await failureCode { _ = try await f.principal(session, from: address) }
                #expect(code == .addressNotAllowed)
            }
        }
    }

    @Test func `a program can't change how a person signs in`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            let program = Principal(
                method: .apiToken, user: ann, grants: [], limit: TokenLimit(permissions: [.view]))
            for principal in [program, .local] {
                let codes = [
                    await failureCode {
                        _ = try await f.secondFactors.begin(password: IdentityFixture.password, by: principal)
                    },
                    await failureCode {
                        _ = try await f.passwords.change(
                            from: IdentityFixture.password, to: Redacted("marble-otter-quilt"), by: principal)
                    },
                ]
                #expect(codes == [.sessionRequired, .sessionRequired])
            }
        }
    }

    @Test func `what is over is removed, and nothing else`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            _ = try await f.session(of: "ann")
            _ = try await f.people.create(CreateUserRequest(name: UserName("bob")), by: .local)
            _ = await failureCode { _ = try await f.session(of: "ann", password: Redacted("wrong")) }
            #expect(try await f.upkeep.prune() == 0)
            f.time.advance(by: .seconds(30 * 86_400))
            let current = try await f.session(of: "ann")
            // The first session and the invitation; what had failed is forgotten by signing in.
            #expect(try await f.upkeep.prune() == 2)
            _ = try await f.principal(current)
            #expect(try await f.upkeep.prune() == 0)
        }
    }
}
