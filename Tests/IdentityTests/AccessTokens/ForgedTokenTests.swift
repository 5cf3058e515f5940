// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Hashing
import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Vault
import Wire

/// Access tokens that somebody made, or made something of.
@Suite struct ForgedTokenTests {
    /// A good token, its parts, and a way to ask whether another is refused.
    private struct Good {
        var fixture: ProgramsFixture
        var token: String
        var header: String
        var payload: String
        var signature: String

        init(_ fixture: ProgramsFixture) async throws {
            self.fixture = fixture
            token = try await fixture.accessToken(try await fixture.user("ann", [Grant(.admin)])).accessToken
            let parts = token.split(separator: ".").map(String.init)
            (header, payload, signature) = (parts[0], parts[1], parts[2])
        }

        func isRefused(_ text: String) async -> Bool {
            await code { try await fixture.principal(text) } == .unauthenticated
        }

        var publicKey: String {
            get async throws { try #require(try await fixture.keys.document().keys.first?.x) }
        }

        /// Signed with our own key, as only we could.
        func sign(header: String, payload: String) async throws -> String {
            let seed = try await fixture.database.read { [vault = fixture.vault] connection in
                let name = try #require(try Vault.names(owner: "signing_key", on: connection).first)
                return try vault.open(owner: "signing_key", name: name, on: connection).reveal()
            }
            let message = encoded(header) + "." + encoded(payload)
            return message + "." + (try ForgedSignature.sign(message, seed: seed))
        }

        var plainHeader: String { decoded(header) }
        var plainPayload: String { decoded(payload) }
    }

    private static func withGood(_ body: (Good) async throws -> Void) async throws {
        try await ProgramsFixture.with { try await body(try await Good($0)) }
    }

    @Test func `the good one is good, and its header says what it must`() async throws {
        try await Self.withGood { good in
            #expect(await good.isRefused(good.token) == false)
            let header = try JSONText.decode(JSONValue.self, from: good.plainHeader)
            #expect(header["alg"] == "EdDSA" && header["typ"] == "at+jwt" && header.object?.count == 3)
            let claims = try JSONText.decode(JSONValue.self, from: good.plainPayload).object ?? [:]
            #expect(Set(claims.keys) == ["aud", "client_id", "exp", "iat", "iss", "jti", "scope", "sub"])
            // What the tests sign is what we sign: the refusals below are not for a wrong signature.
            let again = try await good.sign(header: good.plainHeader, payload: good.plainPayload)
            #expect(again == good.token)
        }
    }

    @Test func `every change of one byte is refused`() async throws {
        try await Self.withGood { good in
            let bytes = Array(good.token.utf8)
            var accepted: [String] = []
            for place in bytes.indices {
                let others = Set("AQgw_-.=~ \n\0".utf8).union([bytes[place] ^ 1, bytes[place] ^ 32, bytes[place] &+ 1])
                for other in others where other != bytes[place] && other < 128 {
                    var changed = bytes
                    changed[place] = other
                    let text = String(decoding: changed, as: UTF8.self)
                    if await !good.isRefused(text) { accepted.append(text) }
                }
                var shorter = bytes
                shorter.remove(at: place)
                if await !good.isRefused(String(decoding: shorter, as: UTF8.self)) { accepted.append("-\(place)") }
                var longer = bytes
                longer.insert(bytes[place], at: place)
                if await !good.isRefused(String(decoding: longer, as: UTF8.self)) { accepted.append("+\(place)") }
            }
            #expect(accepted == [])
        }
    }

    @Test func `no length but the whole is accepted`() async throws {
        try await Self.withGood { good in
            for count in 0..<good.token.count {
                #expect(await good.isRefused(String(good.token.prefix(count))))
            }
            for text in [
                good.token + ".", good.token + "=", good.token + "==", "." + good.token, " " + good.token,
                good.token + "\n", good.token + "A", "\(good.header).\(good.payload).",
                "\(good.header)..\(good.signature)", ".\(good.payload).\(good.signature)",
                "\(good.token).\(good.signature)", "\(good.header).\(good.payload).\(good.signature)A",
            ] {
                #expect(await good.isRefused(text), "\(text)")
            }
        }
    }

    private static let foreignHeaders = [
        #"{"alg":"none","typ":"at+jwt"}"#, #"{"alg":"None","kid":"KID","typ":"at+jwt"}"#,
        #"{"alg":"HS256","kid":"KID","typ":"at+jwt"}"#, #"{"alg":"ES256","kid":"KID","typ":"at+jwt"}"#,
        #"{"alg":"Ed25519","kid":"KID","typ":"at+jwt"}"#, #"{"alg":"EdDSA","kid":"KID","typ":"JWT"}"#,
        #"{"alg":"EdDSA","kid":"KID"}"#, #"{"alg":"EdDSA","typ":"at+jwt"}"#,
        #"{"alg":"EdDSA","kid":"kid","typ":"at+jwt"}"#, #"{"alg":"EdDSA","kid":"../../KID","typ":"at+jwt"}"#,
        #"{"alg":"EdDSA","kid":"KID","typ":"at+jwt","crit":["exp"],"exp":0}"#,
        #"{"alg":"EdDSA","jku":"https://example.com/jwks.json","kid":"KID","typ":"at+jwt"}"#,
        #"{"alg":"EdDSA","jwk":{"crv":"Ed25519","kty":"OKP","x":"X"},"kid":"KID","typ":"at+jwt"}"#,
        #"{"alg":"EdDSA","kid":"KID","typ":"at+jwt","x5u":"https://example.com"}"#,
        #"{"alg":"EdDSA","kid":"KID","typ":"at+jwt","zip":"DEF"}"#,
        #"{"alg":"EdDSA","b64":false,"crit":["b64"],"kid":"KID","typ":"at+jwt"}"#,
        #"{"alg":"none","alg":"EdDSA","kid":"KID","typ":"at+jwt"}"#,
        #"{"alg":"EdDSA","alg":"EdDSA","kid":"KID","typ":"at+jwt"}"#,
        #"{ "alg":"EdDSA","kid":"KID","typ":"at+jwt"}"#, #"{"typ":"at+jwt","kid":"KID","alg":"EdDSA"}"#,
        #"{"alg":"EdDSA","kid":"KID","typ":"at+jwt"}x"#, "[]", "null", "", "\"EdDSA\"",
        "\u{feff}{\"alg\":\"EdDSA\",\"kid\":\"KID\",\"typ\":\"at+jwt\"}",
    ]

    @Test func `no other header is accepted, even over our own signature`() async throws {
        try await Self.withGood { good in
            let plain = try JSONText.decode(JSONValue.self, from: good.plainHeader)
            let kid = try #require(plain["kid"]?.string)
            let x = try await good.publicKey
            for header in Self.foreignHeaders {
                let text = header.split(separator: "KID", omittingEmptySubsequences: false).joined(separator: kid)
                    .split(separator: "\"X\"", omittingEmptySubsequences: false).joined(separator: "\"\(x)\"")
                #expect(text != good.plainHeader)
                let token = try await good.sign(header: text, payload: good.plainPayload)
                #expect(await good.isRefused(token), "\(text)")
                #expect(await good.isRefused(encoded(text) + "." + good.payload + "." + good.signature), "\(text)")
                #expect(await good.isRefused(encoded(text) + "." + good.payload + "."), "\(text)")
            }
        }
    }

    @Test func `no other claims are accepted, even over our own signature`() async throws {
        try await Self.withGood { good in
            let claims = try JSONText.decode(JSONValue.self, from: good.plainPayload).object ?? [:]
            let now = good.fixture.time.now.millisecondsSinceEpoch / 1000
            let other: UserID = good.fixture.random.identifier(at: good.fixture.time.now)
            var texts = [
                " " + good.plainPayload, good.plainPayload + " ", good.plainPayload + good.plainPayload, "{}", "", "[]",
                String(good.plainPayload.dropLast()) + #","scope":"own"}"#,
                #"{"scope":"view own","# + good.plainPayload.dropFirst(), "\u{feff}" + good.plainPayload,
            ]
            let changes: [(String, JSONValue?)] = [
                ("iss", "https://evil.example.com"), ("iss", nil), ("aud", "other"), ("aud", nil),
                ("aud", ["x", "y"]), ("sub", .string(other.description)), ("sub", nil), ("sub", "ann"),
                ("exp", .integer(now - 31)), ("exp", nil), ("exp", .string("\(now + 900)")), ("iat", nil),
                ("iat", .integer(now + 31)), ("scope", nil), ("scope", ["view"]), ("scope", "view everything"),
                ("jti", nil), ("client_id", nil), ("client_id", .string(other.description)), ("nbf", 0),
                ("projects", ["UPPER"]), ("admin", true),
            ]
            for (name, value) in changes {
                var changed = claims
                changed[name] = value
                texts.append(CanonicalJSON.text(.object(changed)))
            }
            for text in texts {
                let token = try await good.sign(header: good.plainHeader, payload: text)
                #expect(await good.isRefused(token), "\(text)")
            }
        }
    }

    @Test func `clocks may differ by half a minute`() async throws {
        try await Self.withGood { good in
            let claims = try JSONText.decode(JSONValue.self, from: good.plainPayload).object ?? [:]
            let now = good.fixture.time.now.millisecondsSinceEpoch / 1000
            for (name, value) in [("exp", now - 29), ("iat", now + 30)] {
                var changed = claims
                changed[name] = .integer(value)
                let token = try await good.sign(header: good.plainHeader, payload: CanonicalJSON.text(.object(changed)))
                #expect(await good.isRefused(token) == false)
            }
        }
    }

    @Test func `a signature by another key, or by none, is refused`() async throws {
        try await Self.withGood { good in
            let message = good.header + "." + good.payload
            let stranger = try ForgedSignature.sign(message, seed: encoded(String(repeating: "s", count: 32)))
            let zero = String(repeating: "A", count: 86)
            // R = S = 0 with A of small order verifies in careless implementations.
            let identity = "AQ" + String(repeating: "A", count: 84)
            for signature in [stranger, zero, identity, good.signature.uppercased(), String(good.signature.reversed())]
            {
                #expect(await good.isRefused(message + "." + signature))
            }
            #expect(await good.isRefused(message + "." + (try ForgedSignature.addingOrder(good.signature))))
        }
    }

    @Test func `a token of another installation is refused`() async throws {
        try await Self.withGood { good in
            try await ProgramsFixture.with(seed: 8) { other in
                let token = try await other.accessToken(try await other.user("ann", [Grant(.admin)])).accessToken
                #expect(await good.isRefused(token))
            }
        }
    }

    @Test func `random text is refused without a crash`() async throws {
        try await Self.withGood { good in
            let random = RandomSource.seeded(42)
            let letters = Array("ABab01-_.=\"{}:, \u{e9}\0")
            for _ in 1...3000 {
                let text = String(
                    (0..<Int(random.next() % 120)).map { _ in letters[Int(random.next() % UInt64(letters.count))] })
                let token = [
                    text, good.header + "." + text, good.header + "." + good.payload + "." + text,
                    good.header + "." + text + "." + good.signature,
                ][Int(random.next() % 4)]
                #expect(await good.isRefused(token))
            }
        }
    }
}

private func encoded(_ text: String) -> String { ForgedSignature.encoded(Array(text.utf8)) }

private func decoded(_ text: String) -> String {
    var padded = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    padded += String(repeating: "=", count: (4 - padded.count % 4) % 4)
    return String(decoding: Data(base64Encoded: padded) ?? Data(), as: UTF8.self)
}
