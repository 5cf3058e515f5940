// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import FoundationEssentials
import Model
import Primitives
import Storage
import Testing
import Vault
import Workflows

@Suite struct BackupRequestTests {
    private static let passphrase = Redacted("quilted-harbor-72")

    private static func with(_ body: (DeliveryFixture, BackupService) async throws -> Void) async throws {
        try await DeliveryFixture.with { f in
            guard f.database is any SnapshottingDatabase else { return }
            try await body(f, BackupService(f.backups, engine: f.engine))
        }
    }

    /// Whoever lost the answer asks again: later, when the file would have another name and the key be sealed otherwise.
    @Test func askedAgainUnderItsKeyItIsTheSameBackup() async throws {
        try await Self.with { f, backups in
            func ask(_ key: String, at target: String? = nil, withData: Bool = false) async throws -> RunID {
                try await backups.create(
                    at: target, isFolder: target != nil, withData: withData, withKey: false,
                    passphrase: Self.passphrase, RunRequest(idempotencyKey: key)
                ).id
            }
            let first = try await ask("one")
            f.time.advance(by: .seconds(5))
            #expect(try await ask("one") == first)
            for (target, withData) in [(f.root + "/other", false), (nil, true)] as [(String?, Bool)] {
                let failure = await #expect(throws: Failure.self) {
                    _ = try await ask("one", at: target, withData: withData)
                }
                #expect(failure?.code == .idempotencyConflict)
            }
            #expect(try await ask("two") != first)
        }
    }

    /// Whoever may see runs sees what they were given, and is to have nothing that passphrases can be tried on.
    @Test func theVaultsKeyIsInTheBackupAndNotInTheRun() async throws {
        try await Self.with { f, backups in
            let run = try await backups.create(
                at: f.root + "/one.backup", isFolder: false, withData: false, withKey: false,
                passphrase: Self.passphrase)
            let ended = try await f.engine.wait(run.id)
            #expect(ended.state == .succeeded, "\(ended.failure?.message ?? "")")
            guard let input = try run.input.value().object else { throw Failure(.corruptData, "no input") }
            let numbers = input.values.compactMap { try? $0.decoded(as: [UInt8].self) }
            #expect(numbers.count == 1)
            for bytes in numbers {
                #expect(!bytes.starts(with: Array("DXKEY".utf8)))
                let failure = #expect(throws: Failure.self) {
                    _ = try SealedKeyFile.open(bytes, passphrase: Self.passphrase)
                }
                #expect(failure?.code == .passphraseWrong)
            }
            let home = f.root + "/restored"
            let summary = try await BackupReader(open: f.backups.open).restore(
                f.root + "/one.backup", to: home, passphrase: Self.passphrase)
            #expect(summary.key == .sealed)
            let key = FileManager.default.contents(atPath: home + "/vault.key")
            #expect(key != nil && key == FileManager.default.contents(atPath: f.backups.vaultKey))
        }
    }
}
