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

@Suite struct SigningKeyTests {
    @Test func `nodes share one key, and know each other's tokens`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann")
            let others = SigningKeys(fixture.context)
            let (service, node) = (
                AccessTokenService(fixture.context, keys: others),
                Authenticator(fixture.context, keys: others, logger: .silent)
            )
            let session = try await fixture.session(ann)
            async let first = fixture.accessTokens.issue(AccessTokenRequest(), to: session)
            async let second = service.issue(AccessTokenRequest(), to: session)
            for token in [try await first, try await second] {
                _ = try await fixture.principal(token.accessToken)
                _ = try await node.principal(bearer: Redacted(token.accessToken), address: nil)
            }
            #expect(try await fixture.keys.document().keys.count == 1)
            #expect(try await fixture.keys.document() == others.document())
        }
    }

    @Test func `after a month another key signs, and the old one verifies what it signed`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann")
            fixture.time.advance(by: .seconds(1))
            _ = try await fixture.accessToken(ann)
            let old = try #require(try await fixture.keys.document().keys.first)
            fixture.time.advance(by: .seconds(30 * 86_400 - 1))
            let last = try await fixture.accessToken(ann)
            fixture.time.advance(by: .seconds(1))
            let next = try await fixture.accessToken(ann)
            #expect(try await fixture.keys.document().keys.map(\.kid).last == old.kid)
            #expect(try await fixture.keys.document().keys.count == 2)
            for token in [last, next] { #expect(await code { try await fixture.principal(token.accessToken) } == nil) }
            // The old private half is gone with its time.
            let names = try await fixture.database.read { try Vault.names(owner: "signing_key", on: $0) }
            #expect(names.count == 1 && !names.contains(old.kid))
            fixture.time.advance(by: .seconds(15 * 60 + 120))
            #expect(try await fixture.keys.document().keys.count == 1)
        }
    }

    @Test func `a node finds the key that another has made since it looked`() async throws {
        try await ProgramsFixture.with { fixture in
            let ann = try await fixture.user("ann")
            // Looks, and finds none.
            _ = try await fixture.keys.document()
            let others = SigningKeys(fixture.context)
            let token = try await AccessTokenService(fixture.context, keys: others)
                .issue(AccessTokenRequest(), to: try await fixture.session(ann))
            fixture.time.advance(by: .seconds(1))
            #expect(await code { try await fixture.principal(token.accessToken) } == nil)
        }
    }

    @Test func `the private half is in the database only under the vault's key`() async throws {
        try await ProgramsFixture.with { fixture in
            _ = try await fixture.accessToken(try await fixture.user("ann"))
            let seed = try await fixture.database.read { connection in
                let name = try #require(try Vault.names(owner: "signing_key", on: connection).first)
                return try fixture.vault.open(owner: "signing_key", name: name, on: connection).reveal()
            }
            #expect(seed.utf8.count == 43)
            let rows = try await fixture.database.read { connection in
                try ["signing_keys", "sealed_records", "settings"].flatMap {
                    try connection.rows("SELECT * FROM \($0)")
                }
            }
            let texts = rows.flatMap(\.values).map { value in
                if case .bytes(let bytes) = value { String(decoding: bytes, as: UTF8.self) } else { "\(value)" }
            }
            #expect(texts.count > 10 && !texts.contains { $0.contains(seed) })
        }
    }
}
