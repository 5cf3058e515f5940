// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct AccessTokenTests {
    @Test func `an access token speaks for a person for a quarter of an hour`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann", [Grant(.admin)])
            let answer = try await fixture.accessToken(ann)
            #expect(answer.tokenType == "Bearer" && answer.expiresIn == 900)
            #expect(answer.scope == "view deploy operate administer")
            let principal = try await fixture.principal(answer.accessToken)
            #expect(principal.method == .accessToken && principal.user?.id == ann.id && principal.session == nil)
            #expect(principal.may(.administer))
            fixture.time.advance(by: .seconds(929))
            #expect(await code { try await fixture.principal(answer.accessToken) } == nil)
            fixture.time.advance(by: .seconds(1))
            #expect(await code { try await fixture.principal(answer.accessToken) } == .unauthenticated)
            let other = Authenticator(fixture.context, keys: fixture.keys, logger: .silent)
            #expect(
                await code { try await other.principal(bearer: Redacted(answer.accessToken), address: nil) }
                    == .unauthenticated)
        }
    }

    @Test func `it holds what was asked for, and never more than its maker has`() async throws {
        try await ProgramsFixture.with { fixture in
            let shop = try await fixture.project("shop")
            let ann = try await fixture.user("ann", [Grant(.owner)])
            let session = try await fixture.session(ann)
            let service = fixture.accessTokens
            let narrow = try await service.issue(AccessTokenRequest(scopes: [.view]), to: session)
            #expect(try await fixture.principal(narrow.accessToken).may(.deploy) == false)
            for scopes in [[Permission.own], [.view, .own]] {
                #expect(
                    await code { try await service.issue(AccessTokenRequest(scopes: scopes), to: session) }
                        == .scopeTooWide)
            }
            let limited = try await fixture.tokens.create(
                CreateTokenRequest(name: "x", scopes: [.view, .deploy], projects: [shop.name]), by: session)
            let program = try await fixture.principal(limited.secret)
            #expect(
                await code { try await service.issue(AccessTokenRequest(scopes: [.operate]), to: program) }
                    == .scopeTooWide)
            let short = try await fixture.principal(
                try await service.issue(AccessTokenRequest(), to: program).accessToken)
            #expect(short.may(.deploy, on: shop) && !short.may(.view) && !short.may(.operate, on: shop))
            #expect(short.token == limited.token.id)
        }
    }

    @Test func `it makes neither access tokens nor API tokens`() async throws {
        try await ProgramsFixture.with { fixture in
            let answer = try await fixture.accessToken(try await fixture.user("ann", [Grant(.owner)]))
            let principal = try await fixture.principal(answer.accessToken)
            #expect(
                await code { try await fixture.accessTokens.issue(AccessTokenRequest(), to: principal) }
                    == .permissionDenied)
            let request = CreateTokenRequest(name: "x", scopes: [.view])
            #expect(await code { try await fixture.tokens.create(request, by: principal) } == .permissionDenied)
            #expect(
                await code { try await fixture.accessTokens.issue(AccessTokenRequest(), to: .local) }
                    == .permissionDenied)
        }
    }

    @Test func `it ends with its API token, its person, and their grants`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann", [Grant(.owner)])
            let session = try await fixture.session(ann)
            let created = try await fixture.tokens.create(
                CreateTokenRequest(name: "x", scopes: [.view, .deploy]), by: session)
            let answer = try await fixture.accessTokens.issue(
                AccessTokenRequest(), to: try await fixture.principal(created.secret))
            #expect(try await fixture.principal(answer.accessToken).may(.deploy))
            try await fixture.change(ann) { $0.grants = [Grant(.viewer)] }
            #expect(try await fixture.principal(answer.accessToken).may(.deploy) == false)
            try await fixture.tokens.revoke(created.token.id, by: session)
            #expect(await code { try await fixture.principal(answer.accessToken) } == .unauthenticated)
            let own = try await fixture.accessToken(ann)
            #expect(await code { try await fixture.principal(own.accessToken) } == nil)
            try await fixture.change(ann) { $0.disabled = true }
            #expect(await code { try await fixture.principal(own.accessToken) } == .unauthenticated)
        }
    }

    @Test func `it does not outlive the API token that it was made with`() async throws {
        try await ProgramsFixture.with { fixture in
            let session = try await fixture.session(try await fixture.user("ann"))
            let created = try await fixture.tokens.create(
                CreateTokenRequest(name: "x", scopes: [.view], expiresInDays: 1), by: session)
            fixture.time.advance(by: .seconds(86_400 - 60))
            let answer = try await fixture.accessTokens.issue(
                AccessTokenRequest(), to: try await fixture.principal(created.secret))
            #expect(answer.expiresIn == 60)
        }
    }
}

extension ProgramsFixture {
    var accessTokens: AccessTokenService { AccessTokenService(context, keys: keys) }

    func accessToken(_ user: User) async throws -> AccessTokenAnswer {
        try await accessTokens.issue(AccessTokenRequest(), to: try await session(user))
    }
}
