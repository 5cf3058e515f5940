// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire
import Workflows

@Suite struct TokenServiceTests {
    private func request(
        _ scopes: [Permission] = [.view, .deploy], projects: [ProjectName]? = nil, days: Int? = nil
    ) -> CreateTokenRequest {
        CreateTokenRequest(name: "CI", scopes: scopes, projects: projects, expiresInDays: days)
    }

    @Test func `a token has its secret once, and only a hash of it is stored`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann")
            let created = try await fixture.tokens.create(request(), by: try await fixture.session(ann))
            #expect(created.token.owner == ann.name && created.token.scopes == [.view, .deploy])
            #expect(created.token.expiresAt == fixture.time.now + .seconds(90 * 86_400))
            #expect(created.secret.hasPrefix(created.token.prefix) && created.token.prefix.count == 12)
            let rows = try await fixture.database.read {
                try $0.rows("SELECT * FROM api_tokens").map { "\($0.values)" }
            }
            #expect(rows.count == 1 && !rows[0].contains(created.secret.dropFirst(12)))
            let events = try await fixture.events.read(after: nil)
            #expect(events.map(\.type) == ["token.created"] && events[0].subject == "user/\(ann.id)")
            #expect(!"\(events)".contains(created.secret))
        }
    }

    @Test(arguments: Role.allCases) func `a token never gets more than its maker has`(role: Role) async throws {
        try await ProgramsFixture.with { fixture in
            let session = try await fixture.session(try await fixture.user("ann", [Grant(role)]))
            for permission in Permission.allCases {
                let failure = await code { try await fixture.tokens.create(request([.view, permission]), by: session) }
                let isAllowed = permission != .own && role.permissions.contains(permission)
                #expect(failure == (isAllowed ? nil : .scopeTooWide), "\(role) \(permission)")
            }
        }
    }

    @Test func `what holds for one project can't be given for all or for another`() async throws {
        try await ProgramsFixture.with { fixture in
            let (shop, blog) = (try await fixture.project("shop"), try await fixture.project("blog"))
            let ann = try await fixture.user(
                "ann", [Grant(.operator, .project(shop.id)), Grant(.viewer, .project(blog.id))])
            let session = try await fixture.session(ann)
            let tokens = fixture.tokens
            #expect(
                await code { try await tokens.create(request([.operate], projects: [shop.name]), by: session) } == nil)
            #expect(
                await code { try await tokens.create(request([.operate], projects: [blog.name]), by: session) }
                    == .scopeTooWide)
            let hidden = try await fixture.project("hidden").name
            for name in [hidden, try ProjectName("nothing")] {
                #expect(
                    await code { try await tokens.create(request([.view], projects: [name]), by: session) }
                        == .projectNotFound)
            }
            #expect(
                await code { try await tokens.create(request([.view], projects: []), by: session) } == .invalidArgument)
        }
    }

    @Test func `a token makes tokens of no more than it has and no longer than it lives`() async throws {
        try await ProgramsFixture.with { fixture in
            let shop = try await fixture.project("shop")
            let session = try await fixture.session(try await fixture.user("ann", [Grant(.owner)]))
            let parent = try await fixture.tokens.create(
                request([.view, .deploy], projects: [shop.name], days: 30), by: session)
            let program = try await fixture.principal(parent.secret)
            let tokens = fixture.tokens
            #expect(
                await code { try await tokens.create(request([.operate], projects: [shop.name]), by: program) }
                    == .scopeTooWide)
            #expect(await code { try await tokens.create(request([.view]), by: program) } == .scopeTooWide)
            #expect(
                await code { try await tokens.create(request([.view], projects: [shop.name], days: 31), by: program) }
                    == .tokenExpiryRefused)
            #expect(
                await code { try await tokens.create(request([.view], projects: [shop.name], days: 0), by: program) }
                    == .tokenExpiryRefused)
            let child = try await tokens.create(request([.view], projects: [shop.name]), by: program)
            #expect(child.token.expiresAt == parent.token.expiresAt)
        }
    }

    @Test(
        arguments: [(nil, 90), (1, 1), (365, 365), (366, nil), (-1, nil), (Int.max / 86_400_001, nil)] as [(Int?, Int?)]
    )
    func `tokens expire within a year`(days: Int?, expected: Int?) async throws {
        try await ProgramsFixture.with { fixture in
            let session = try await fixture.session(try await fixture.user("ann"))
            let created = try? await fixture.tokens.create(request(days: days), by: session)
            #expect(created?.token.expiresAt == expected.map { fixture.time.now + .seconds($0 * 86_400) })
        }
    }

    @Test func `a setting shortens all of them, and administrators make some that do not expire`() async throws {
        try await ProgramsFixture.with { fixture in
            try await fixture.database.write { try SettingStore().set("tokens.max_days", to: 7, on: $0) }
            let ann = try await fixture.session(try await fixture.user("ann"))
            let admin = try await fixture.session(try await fixture.user("admin", [Grant(.admin)]))
            let short = try await fixture.tokens.create(request(), by: ann)
            #expect(short.token.expiresAt == fixture.time.now + .seconds(7 * 86_400))
            #expect(await code { try await fixture.tokens.create(request(days: 8), by: ann) } == .tokenExpiryRefused)
            #expect(await code { try await fixture.tokens.create(request(days: 0), by: ann) } == .tokenExpiryRefused)
            #expect(try await fixture.tokens.create(request(days: 0), by: admin).token.expiresAt == nil)
        }
    }

    @Test func `the machine's own user names the owner, and nobody else may`() async throws {
        try await ProgramsFixture.with { fixture in
            let (ann, bob) = (try await fixture.user("ann"), try await fixture.user("bob", [Grant(.owner)]))
            var forAnn = request()
            #expect(await code { try await fixture.tokens.create(forAnn, by: .local) } == .invalidArgument)
            forAnn.owner = ann.name
            #expect(try await fixture.tokens.create(forAnn, by: .local).token.owner == ann.name)
            let session = try await fixture.session(bob)
            #expect(await code { try await fixture.tokens.create(forAnn, by: session) } == .permissionDenied)
            forAnn.owner = try UserName("nobody")
            #expect(await code { try await fixture.tokens.create(forAnn, by: .local) } == .userNotFound)
        }
    }

    @Test func `a person has at most a hundred, and what expired long ago does not count`() async throws {
        try await ProgramsFixture.with { fixture in
            let session = try await fixture.session(try await fixture.user("ann"))
            for _ in 1...100 { _ = try await fixture.tokens.create(request(days: 1), by: session) }
            #expect(await code { try await fixture.tokens.create(request(), by: session) } == .tooManyTokens)
            fixture.time.advance(by: .seconds(32 * 86_400))
            #expect(await code { try await fixture.tokens.create(request(), by: session) } == nil)
        }
    }

    @Test(arguments: [
        "", String(repeating: "x", count: 101), "a\nb", "\u{7f}", "a\u{2067}b",
        "a" + String(repeating: "\u{301}", count: 1000),
    ])
    func `a name that can't be shown is refused`(name: String) async throws {
        try await ProgramsFixture.with { fixture in
            let session = try await fixture.session(try await fixture.user("ann"))
            let request = CreateTokenRequest(name: name, scopes: [.view])
            #expect(await code { try await fixture.tokens.create(request, by: session) } == .invalidArgument)
            let none = CreateTokenRequest(name: "x", scopes: [])
            #expect(await code { try await fixture.tokens.create(none, by: session) } == .invalidArgument)
        }
    }

    @Test func `people list and revoke their own, administrators everybody's`() async throws {
        try await ProgramsFixture.with { fixture in
            let (ann, bob) = (
                try await fixture.session(try await fixture.user("ann")),
                try await fixture.session(try await fixture.user("bob"))
            )
            let admin = try await fixture.session(try await fixture.user("admin", [Grant(.admin)]))
            let tokens = fixture.tokens
            var made: [APIToken] = []
            for principal in [ann, ann, bob] {
                made.append(try await tokens.create(request(), by: principal).token)
                fixture.time.advance(by: .seconds(1))
            }
            #expect(try await tokens.list(all: false, order: ListOrder(.createdAt), by: ann).items == Array(made[..<2]))
            #expect(try await tokens.list(all: true, order: ListOrder(.createdAt), by: admin).items == made)
            #expect(
                await code { try await tokens.list(all: true, order: ListOrder(.name), by: ann) } == .permissionDenied)
            #expect(await code { try await tokens.revoke(made[2].id, by: ann) } == .tokenNotFound)
            #expect(await code { try await tokens.revoke(made[0].id, by: ann) } == nil)
            #expect(await code { try await tokens.revoke(made[0].id, by: ann) } == .tokenNotFound)
            #expect(await code { try await tokens.revoke(made[2].id, by: admin) } == nil)
            #expect(try await tokens.list(all: true, order: ListOrder(.createdAt), by: admin).items == [made[1]])
            #expect(
                try await fixture.events.read(after: nil).suffix(2).map(\.type) == ["token.revoked", "token.revoked"])
        }
    }

    @Test func `a page of the list goes on where the one before ended`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.session(try await fixture.user("ann"))
            for _ in 1...7 { _ = try await fixture.tokens.create(request(), by: ann) }
            var (seen, cursor, pages) = ([TokenID](), String?.none, 0)
            repeat {
                let order = try ListOrder<TokenFilter.Key>(
                    sort: "-created_at", cursor: cursor, limit: 3, fallback: .createdAt)
                let page = try await fixture.tokens.list(all: false, order: order, by: ann)
                seen += page.items.map(\.id)
                cursor = page.next
                pages += 1
            } while cursor != nil
            #expect(Set(seen).count == 7 && seen.count == 7 && pages == 3)
            let full = try await fixture.tokens.list(all: false, order: ListOrder(.name, limit: 7), by: ann)
            #expect(full.items.count == 7 && full.next == nil)
        }
    }

    @Test func `a token may end itself but not its owner's others`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.session(try await fixture.user("ann"))
            let tokens = fixture.tokens
            let (first, second) = (
                try await tokens.create(request(), by: ann), try await tokens.create(request(), by: ann)
            )
            let program = try await fixture.principal(first.secret)
            #expect(await code { try await tokens.revoke(second.token.id, by: program) } == .tokenNotFound)
            #expect(await code { try await tokens.revoke(first.token.id, by: program) } == nil)
            #expect(await code { try await fixture.principal(first.secret) } == .unauthenticated)
        }
    }

    @Test func `a token for a project is none for a later one of the same name`() async throws {
        try await ProgramsFixture.with { fixture in
            let shop = try await fixture.project("shop")
            let session = try await fixture.session(try await fixture.user("ann"))
            let created = try await fixture.tokens.create(request(projects: [shop.name]), by: session)
            let program = try await fixture.principal(created.secret)
            #expect(program.may(.deploy, on: shop))
            _ = try await fixture.database.write { try ProjectStore().delete(shop.id, on: $0) }
            fixture.time.advance(by: .seconds(31))
            let other = try await fixture.project("shop")
            #expect(session.may(.deploy, on: other))
            // Nor is what is made with it from then on.
            let short = try await fixture.accessTokens.issue(AccessTokenRequest(), to: program)
            for secret in [created.secret, short.accessToken] {
                let now = try await fixture.principal(secret)
                #expect(now.may(.deploy, on: shop) && !now.may(.view, on: other))
            }
            #expect(
                await code { try await fixture.tokens.create(request(projects: [other.name]), by: program) }
                    == .projectNotFound)
            let renewed = try await fixture.tokens.create(request(projects: [other.name]), by: session)
            #expect(try await fixture.principal(renewed.secret).may(.deploy, on: other))
        }
    }
}
