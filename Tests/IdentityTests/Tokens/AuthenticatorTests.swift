// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct AuthenticatorTests {
    private func token(
        _ fixture: ProgramsFixture, _ user: User, _ scopes: [Permission] = [.view, .deploy]
    ) async throws -> CreatedToken {
        try await fixture.tokens.create(
            CreateTokenRequest(name: "CI", scopes: scopes), by: try await fixture.session(user))
    }

    @Test func `a token speaks for its owner within its scopes`() async throws {
        try await ProgramsFixture.with { fixture in
            let shop = try await fixture.project("shop")
            let ann = try await fixture.user("ann", [Grant(.owner)])
            let created = try await token(fixture, ann)
            let principal = try await fixture.principal(created.secret)
            #expect(principal.method == .apiToken && principal.user?.id == ann.id)
            #expect(principal.token == created.token.id && principal.expiresAt == created.token.expiresAt)
            #expect(principal.may(.deploy, on: shop) && principal.may(.view))
            #expect(!principal.may(.operate, on: shop) && !principal.may(.own))
        }
    }

    @Test func `what is no token is unauthenticated`() async throws {
        try await ProgramsFixture.with { fixture in
            for text in [
                "", "x", "dxt_", "Bearer x", "a.b.c", "..", "a..b", ".", "dxt_\(String(repeating: "0", count: 49))",
                String(repeating: "x", count: 5000), String(repeating: "a.", count: 2000), "dxt_é", "\0",
            ] {
                #expect(await code { try await fixture.principal(text) } == .unauthenticated, "\(text)")
            }
        }
    }

    @Test func `an unknown, an expired and a revoked token are refused with the same words`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann")
            var failures: Set<Failure> = []
            let secrets = [
                try await ProgramsFixture.with(seed: 8) { try await token($0, try await $0.user("other")).secret },
                try await token(fixture, ann).secret, try await token(fixture, ann).secret,
            ]
            let revoked = try await fixture.principal(secrets[1])
            try await fixture.tokens.revoke(try #require(revoked.token), by: try await fixture.session(ann))
            _ = try await fixture.principal(secrets[2])
            fixture.time.advance(by: .seconds(90 * 86_400))
            for secret in secrets {
                do {
                    _ = try await fixture.principal(secret)
                } catch let failure as Failure {
                    failures.insert(failure)
                }
            }
            #expect(Set(secrets).count == 3)
            #expect(failures.count == 1 && failures.first?.code == .unauthenticated)
        }
    }

    @Test func `changes take effect at once on this node and within seconds elsewhere`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann", [Grant(.owner)])
            let created = try await token(fixture, ann)
            #expect(try await fixture.principal(created.secret).may(.deploy))
            try await fixture.change(ann) { $0.grants = [Grant(.viewer)] }
            #expect(try await fixture.principal(created.secret).may(.deploy) == false)
            try await fixture.change(ann) { $0.disabled = true }
            #expect(await code { try await fixture.principal(created.secret) } == .unauthenticated)
            try await fixture.change(ann) { $0.disabled = false }
            #expect(try await fixture.principal(created.secret).may(.view))
            // News got lost: whoever changed it told nobody.
            try await fixture.sql("UPDATE users SET disabled = 1")
            #expect(try await fixture.principal(created.secret).may(.view))
            fixture.time.advance(by: .seconds(5))
            #expect(await code { try await fixture.principal(created.secret) } == .unauthenticated)
        }
    }

    @Test func `a team's grants count, and end with the membership`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann", [Grant(.viewer)])
            let team = Team(
                id: fixture.random.identifier(at: fixture.time.now), name: try UserName("ops"),
                createdAt: fixture.time.now, grants: [Grant(.operator)], members: [ann.name])
            try await fixture.database.write { try TeamStore().insert(team, on: $0) }
            let created = try await token(fixture, ann, [.view, .operate])
            #expect(try await fixture.principal(created.secret).may(.operate))
            try await fixture.database.write { _ = try TeamStore().delete(team.id, on: $0) }
            #expect(try await fixture.principal(created.secret).may(.operate) == false)
        }
    }

    @Test func `a token of somebody who was deleted ends`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann")
            let created = try await token(fixture, ann)
            _ = try await fixture.principal(created.secret)
            try await fixture.database.write { _ = try UserStore().delete(ann.id, on: $0) }
            #expect(await code { try await fixture.principal(created.secret) } == .unauthenticated)
        }
    }

    @Test func `the owner's addresses hold for tokens, for each request`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann", addresses: ["192.0.2.1/32", "2001:db8::/32"])
            let created = try await token(fixture, ann)
            #expect(await code { try await fixture.principal(created.secret, from: "192.0.2.1") } == nil)
            #expect(await code { try await fixture.principal(created.secret, from: "192.0.2.2") } == .addressNotAllowed)
            #expect(await code { try await fixture.principal(created.secret) } == .addressNotAllowed)
            #expect(await code { try await fixture.principal(created.secret, from: "192.0.2.1") } == nil)
        }
    }

    @Test func `the last use is noted at most once a minute`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann")
            let created = try await token(fixture, ann)
            let start = fixture.time.now
            let running = Task { await fixture.authenticator.run() }  // Ended below.
            func lastUse() async throws -> Timestamp? {
                try await fixture.database.read { try TokenStore().find(created.token.id, on: $0)?.token.lastUsedAt }
            }
            for _ in 1...3 {
                _ = try await fixture.principal(created.secret)
                await fixture.time.waitForSleepers()
                fixture.time.advance(by: .seconds(15))
            }
            await fixture.time.waitForSleepers()
            #expect(try await lastUse() == start)
            fixture.time.advance(by: .seconds(15))
            await fixture.time.waitForSleepers()
            _ = try await fixture.principal(created.secret)
            running.cancel()
            await running.value
            #expect(try await lastUse() == start + .seconds(60))
        }
    }

    @Test func `what is asked for while something changes is not kept`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann")
            let created = try await token(fixture, ann)
            // Many readers, and one change in their midst: whoever asks after it must be refused.
            await withTaskGroup { group in
                for _ in 1...40 { group.addTask { _ = try? await fixture.principal(created.secret) } }
                group.addTask { try? await fixture.change(ann) { $0.disabled = true } }
            }
            #expect(await code { try await fixture.principal(created.secret) } == .unauthenticated)
        }
    }
}
