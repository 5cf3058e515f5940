// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Storage
import TestKit
import Testing
import Vault

@Suite struct VaultKeyTests {
    private func code(_ body: () throws -> Void) -> FailureCode? {
        do {
            try body()
            return nil
        } catch { return (error as? Failure)?.code }
    }

    @Test func `the key is made once, 32 bytes, private`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/vault.key"
            _ = try Vault(keyFile: path)
            let key = try Data(contentsOf: URL(filePath: path))
            var status = stat()
            #expect(lstat(path, &status) == 0)
            #expect(status.st_mode & 0o7777 == 0o600)
            #expect(key.count == 32)
            _ = try Vault(keyFile: path)
            #expect(try Data(contentsOf: URL(filePath: path)) == key)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["vault.key"])
        }
    }

    @Test func `vaults opened at once for the first time agree on one key`() async throws {
        try await TemporaryDirectory.with { directory in
            try await TemporaryDatabase.with { database in
                let now = ManualTime().now
                let vaults = try await withThrowingTaskGroup(of: Vault.self) { group in
                    for _ in 1...8 { group.addTask { try Vault(keyFile: directory + "/vault.key") } }
                    return try await group.reduce(into: [Vault]()) { $0.append($1) }
                }
                for vault in vaults {
                    let read = try await database.write { connection in
                        try vault.seal(Redacted("x"), owner: "o", name: "n", at: now, on: connection)
                        return try vaults.map { try $0.open(owner: "o", name: "n", on: connection).reveal() }
                    }
                    #expect(read == Array(repeating: "x", count: 8))
                }
            }
        }
    }

    @Test(arguments: [0o640, 0o604, 0o622] as [mode_t])
    func `a key others can touch is vault_key_exposed`(mode: mode_t) async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/vault.key"
            _ = try Vault(keyFile: path)
            #expect(chmod(path, mode) == 0)
            #expect(code { _ = try Vault(keyFile: path) } == .vaultKeyExposed)
        }
    }

    @Test(arguments: [0, 31, 33])
    func `a key of the wrong size is vault_key_invalid`(size: Int) async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/vault.key"
            try Data(count: size).write(to: URL(filePath: path))
            #expect(chmod(path, 0o600) == 0)
            #expect(code { _ = try Vault(keyFile: path) } == .vaultKeyInvalid)
        }
    }

    @Test func `a link in place of the key is refused`() async throws {
        try await TemporaryDirectory.with { directory in
            _ = try Vault(keyFile: directory + "/real.key")
            #expect(symlink("real.key", directory + "/vault.key") == 0)
            #expect(code { _ = try Vault(keyFile: directory + "/vault.key") } != nil)
        }
    }

    @Test func `a lost key is vault_key_missing, not a fresh one`() async throws {
        try await TemporaryDirectory.with { directory in
            try await TemporaryDatabase.with { database in
                let (path, now) = (directory + "/vault.key", ManualTime().now)
                let vault = try await Vault.open(keyFile: path, database: database, isShared: false, at: now)
                try await database.write { connection in
                    try vault.seal(Redacted("x"), owner: "o", name: "n", at: now, on: connection)
                }
                #expect(unlink(path) == 0)
                let failure = await #expect(throws: Failure.self) {
                    _ = try await Vault.open(keyFile: path, database: database, isShared: false, at: now)
                }
                #expect(failure?.code == .vaultKeyMissing)
                #expect(access(path, F_OK) != 0)
            }
        }
    }
}
