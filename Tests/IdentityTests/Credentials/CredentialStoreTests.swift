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

@Suite struct CredentialStoreTests {
    private let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

    @Test func `status tells fields, when and by whom, never values`() async throws {
        try await ProgramsFixture.with { fixture in
            let store = fixture.credentials
            let aws = try CredentialPlatform("aws")
            try await store.store(
                ["secret_access_key": Redacted(secret), "access_key_id": Redacted("AKIA")], for: aws, by: "ann")
            let expected = CredentialStatus(
                platform: "aws", fields: ["access_key_id", "secret_access_key"], updatedAt: fixture.time.now,
                updatedBy: "ann")
            #expect(try await store.status(of: aws) == expected)
            #expect(try await store.list() == [expected])
            #expect(try await store.open(aws)["secret_access_key"]?.reveal() == secret)
            #expect(!(try JSONText.encode(expected)).contains(secret))
            let events = try await fixture.events.read(after: nil)
            #expect(events.map(\.type) == ["credential.stored"] && !"\(events)".contains(secret))
            let rows = try await fixture.database.read { try $0.rows("SELECT * FROM sealed_records") }
            for case .bytes(let bytes) in rows.flatMap(\.values) {
                #expect(!String(decoding: bytes, as: UTF8.self).contains(secret))
            }
        }
    }

    @Test func `storing replaces all fields, deleting leaves nothing`() async throws {
        try await ProgramsFixture.with { fixture in
            let store = fixture.credentials
            let registry = try CredentialPlatform("registry/ghcr.io")
            try await store.store(["user": Redacted("a"), "password": Redacted("b")], for: registry, by: "ann")
            try await store.store(["token": Redacted("c")], for: registry, by: "bob")
            #expect(try await store.open(registry).mapValues { $0.reveal() } == ["token": "c"])
            #expect(try await store.status(of: registry).updatedBy == "bob")
            try await store.delete(registry, by: "ann")
            #expect(try await store.list().isEmpty)
            let names = try await fixture.database.read {
                try Vault.names(owner: "credential/registry/ghcr.io", on: $0)
            }
            #expect(names.isEmpty)
            #expect(await code { try await store.status(of: registry) } == .credentialNotFound)
            #expect(await code { try await store.open(registry) } == .credentialNotFound)
            #expect(await code { try await store.delete(registry, by: "ann") } == .credentialNotFound)
        }
    }

    @Test(
        arguments: [
            [:], ["": "x"], ["a": ""], ["UPPER": "x"], ["a/b": "x"], ["a": String(repeating: "x", count: 16_385)],
            Dictionary(uniqueKeysWithValues: (1...33).map { ("f\($0)", "x") }),
        ] as [[String: String]])
    func `what is no credential is refused, and its value not repeated`(fields: [String: String]) async throws {
        try await ProgramsFixture.with { fixture in
            let aws = try CredentialPlatform("aws")
            #expect(
                await code { try await fixture.credentials.store(fields.mapValues(Redacted.init), for: aws, by: "ann") }
                    == .credentialInvalid)
            #expect(try await fixture.credentials.list().isEmpty)
        }
    }

    @Test(
        arguments: [
            "", "AWS", "a b", "../vault", "registry/", "registry//x", "registry/a/b", "other/host", "registry/-x",
            "aws/", String(repeating: "a", count: 65), "registry/Ghcr.io", "vault\0",
        ])
    func `what is no platform is refused`(text: String) {
        #expect(throws: Failure.self) { try CredentialPlatform(text) }
    }

    @Test(arguments: ["aws", "vercel", "render", "github", "registry/ghcr.io", "registry/localhost:5000"])
    func `platforms are taken as they are written`(text: String) throws {
        #expect(try CredentialPlatform(text).text == text)
    }
}

extension ProgramsFixture {
    var credentials: VaultCredentialStore { VaultCredentialStore(context) }
}
