// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import Glibc
import Primitives
import TestKit
import Testing

@Suite struct ContextFolderTests {
    private static func with(_ body: (ContextFolder) async throws -> Void) async throws {
        try await TemporaryDirectory.with { try await body(ContextFolder(path: $0 + "/config/dextra")) }
    }

    private static func mode(_ path: String) -> UInt32 {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    private static func context(_ name: String) throws -> SavedContext {
        SavedContext(name: try ContextName(name), url: "https://\(name).example.com")
    }

    @Test func nothingIsThereToBeginWith() async throws {
        try await Self.with { folder in
            let list = try folder.list()
            #expect(list.current == .local && list.contexts.isEmpty)
            let token = try folder.token(of: try ContextName("prod"))
            #expect(token == nil)
            #expect(!FileManager.default.fileExists(atPath: folder.path))
        }
    }

    @Test func whatIsWrittenIsItsOwnersAlone() async throws {
        try await Self.with { folder in
            let prod = try ContextName("prod")
            try folder.update { list in list.current = prod }
            try folder.setToken(Redacted("dxt_secret"), of: prod)
            try folder.setAuthority(Array("pem".utf8), of: prod)
            for file in ["contexts.json", "contexts/prod/token", "contexts/prod/authority.pem"] {
                #expect(Self.mode("\(folder.path)/\(file)") == 0o600, "\(file)")
            }
            #expect(Self.mode(folder.path) == 0o700)
            #expect(Self.mode(folder.path + "/contexts/prod") == 0o700)
            #expect(try folder.token(of: prod)?.reveal() == "dxt_secret")
            let list = try String(contentsOfFile: folder.path + "/contexts.json", encoding: .utf8)
            #expect(!list.contains("dxt_secret"))
        }
    }

    @Test(arguments: [0o640, 0o604, 0o620]) func aFileThatOthersReachIsNotBelieved(_ mode: UInt32) async throws {
        try await Self.with { folder in
            let prod = try ContextName("prod")
            try folder.setToken(Redacted("dxt_secret"), of: prod)
            chmod("\(folder.path)/contexts/prod/token", mode)
            let failure = #expect(throws: Failure.self) { try folder.token(of: prod) }
            #expect(failure?.code == .fileExposed)
            #expect(failure?.hint?.contains("chmod 600") == true)
        }
    }

    @Test(arguments: [
        "", "{", "[]", #"{"format":1,"current":"../x","contexts":[]}"#, #"{"format":99,"current":"a","contexts":[]}"#,
    ])
    func aDamagedFileIsSaidSoAndNotOverwritten(_ text: String) async throws {
        try await Self.with { folder in
            try folder.update { list in list.current = .local }
            let path = folder.path + "/contexts.json"
            // In its place and with its mode.
            try Data(text.utf8).write(to: URL(filePath: path))
            chmod(path, 0o600)
            let failure = #expect(throws: Failure.self) { try folder.list() }
            #expect(failure?.code == .contextsDamaged)
            #expect(throws: Failure.self) { try folder.update { list in list.current = .local } }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test func manyWritersLoseNothing() async throws {
        try await Self.with { folder in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<64 {
                    group.addTask { @concurrent in
                        let context = try Self.context("c\(number)")
                        try folder.update { list in list.put(context) }
                        // Readers never see half a file.
                        _ = try folder.list()
                    }
                }
                try await group.waitForAll()
            }
            #expect(Set(try folder.list().contexts.map(\.name.text)) == Set((0..<64).map { "c\($0)" }))
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(Set(left) == ["contexts.json", "contexts.lock"])
        }
    }

    @Test func aChangeThatFailsChangesNothing() async throws {
        try await Self.with { folder in
            let prod = try Self.context("prod")
            try folder.update { list in list.put(prod) }
            #expect(throws: Failure.self) {
                try folder.update { list in
                    list.remove(prod.name)
                    throw Failure(.cancelled, "no")
                }
            }
            #expect(try folder.list()[prod.name] == prod)
        }
    }

    @Test func whatIsForgottenLeavesNothing() async throws {
        try await Self.with { folder in
            let prod = try ContextName("prod")
            try folder.setToken(Redacted("dxt_secret"), of: prod)
            try folder.setAuthority([1], of: prod)
            try folder.forget(prod)
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/contexts/prod"))
            try folder.forget(prod)
        }
    }

    @Test(arguments: ["prod", "deploy.example.com", "a-b_c.1", "PROD"]) func namesThatMayBe(_ text: String) throws {
        #expect(try ContextName(text).text == text.lowercased())
    }

    @Test(arguments: ["", ".", "..", "-x", "a/b", "a b", "ä", String(repeating: "a", count: 65)])
    func namesThatMayNotBe(_ text: String) {
        #expect(throws: Failure.self) { try ContextName(text) }
    }

    @Test(arguments: [
        ("deploy.example.com", "deploy.example.com"), ("127.0.0.1", "127.0.0.1"), ("2001:db8::1", "2001-db8--1"),
        ("::1", "1"), (String(repeating: "a", count: 70), String(repeating: "a", count: 64)),
    ]) func aHostNamesItsContext(_ host: String, _ name: String) throws {
        #expect(try ContextName(suggestedFor: host).text == name)
    }

    @Test(
        arguments: [
            (["XDG_CONFIG_HOME": "/x", "HOME": "/home/ada"], "/x/dextra"),
            (["HOME": "/home/ada"], "/home/ada/.config/dextra"),
            (["XDG_CONFIG_HOME": "relative", "HOME": "/home/ada"], "/home/ada/.config/dextra"),
            (["HOME": "/nonexistent"], nil), ([:], "/account/.config/dextra"),
        ] as [([String: String], String?)])
    func theFolderIsWhereTheSpecificationSays(_ environment: [String: String], _ expected: String?) {
        let surroundings = HomeDirectory.Surroundings(
            environment: environment, userID: 1000, workingDirectory: "/", accountHome: { "/account" })
        #expect(ContextFolder.find(in: surroundings)?.path == expected)
    }
}
