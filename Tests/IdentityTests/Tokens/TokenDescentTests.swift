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

/// Tokens that were made with tokens.
@Suite struct TokenDescentTests {
    private func make(_ name: String, by principal: Principal, _ fixture: ProgramsFixture) async throws -> CreatedToken
    {
        try await fixture.tokens.create(CreateTokenRequest(name: name, scopes: [.view]), by: principal)
    }

    @Test func `whatever descends from a token ends with it, and nothing else`() async throws {
        try await ProgramsFixture.with { fixture in
            let session = try await fixture.session(try await fixture.user("ann"))
            let first = try await make("first", by: session, fixture)
            let other = try await make("other", by: session, fixture)
            #expect(first.token.madeWith == nil)
            var line = [first]
            for depth in 1...3 {
                let program = try await fixture.principal(try #require(line.last).secret)
                line.append(try await make("descendant \(depth)", by: program, fixture))
                #expect(line[depth].token.madeWith == line[depth - 1].token.id)
            }
            let sibling = try await make("sibling", by: try await fixture.principal(line[1].secret), fixture)
            let ended = try await fixture.tokens.revoke(line[1].token.id, by: session)
            #expect(Set(ended.map(\.id)) == Set([line[2], line[3], sibling].map(\.token.id)))
            for gone in line.dropFirst() + [sibling] {
                #expect(await code { try await fixture.principal(gone.secret) } == .unauthenticated)
            }
            for left in [first, other] { _ = try await fixture.principal(left.secret) }
            #expect(try await fixture.events.read(after: nil).count { $0.type == "token.revoked" } == 4)
        }
    }

    @Test func `a token that ends itself leaves none behind`() async throws {
        try await ProgramsFixture.with { fixture in
            let session = try await fixture.session(try await fixture.user("ann"))
            let stolen = try await make("stolen", by: session, fixture)
            let thief = try await fixture.principal(stolen.secret)
            let planted = try await make("planted", by: thief, fixture)
            #expect(await code { try await fixture.tokens.revoke(stolen.token.id, by: thief) } == nil)
            #expect(await code { try await fixture.principal(planted.secret) } == .unauthenticated)
        }
    }

    @Test func `who is remembered from before a token was revoked makes none with it`() async throws {
        try await ProgramsFixture.with { fixture in
            let session = try await fixture.session(try await fixture.user("ann"))
            let stolen = try await make("stolen", by: session, fixture)
            let thief = try await fixture.principal(stolen.secret)
            try await fixture.tokens.revoke(stolen.token.id, by: session)
            #expect(await code { try await make("planted", by: thief, fixture) } == .unauthenticated)
        }
    }
}
