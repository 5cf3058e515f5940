// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Testing
import Wire

@Suite struct TokenSecretTests {
    private func made() async throws -> [String] {
        try await ProgramsFixture.with { fixture in
            let session = try await fixture.session(try await fixture.user("ann"))
            var secrets: [String] = []
            for _ in 1...50 {
                secrets.append(
                    try await fixture.tokens.create(CreateTokenRequest(name: "x", scopes: [.view]), by: session).secret)
            }
            return secrets
        }
    }

    @Test func `secrets have one form that scanners can know`() async throws {
        let secrets = try await made()
        #expect(Set(secrets).count == 50)
        for secret in secrets {
            #expect(try /dxt_[0-9A-Za-z]{49}/.wholeMatch(in: secret) != nil)
            #expect(TokenSecret(Redacted(secret)) != nil)
        }
        // Every digit of the body is used: none is constant.
        for place in 4..<47 { #expect(Set(secrets.map { Array($0)[place] }).count > 5) }
    }

    @Test func `a typo is known without asking anybody`() async throws {
        let secret = try #require(try await made().first)
        for place in secret.indices {
            for replacement in ["0", "A", "z", "-", "é", ""] where String(secret[place]) != replacement {
                var text = secret
                text.replaceSubrange(place...place, with: replacement)
                #expect(TokenSecret(Redacted(text)) == nil)
            }
        }
        for text in ["", "dxt_", secret + "0", " " + secret, secret.uppercased(), secret + "\n"] {
            #expect(TokenSecret(Redacted(text)) == nil)
        }
    }

    @Test func `descriptions do not show the secret`() async throws {
        let secret = try #require(try await made().first)
        let token = try #require(TokenSecret(Redacted(secret)))
        #expect(!"\(token)".contains(secret) && !String(reflecting: token).contains(secret))
    }
}
