// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Model
import Primitives
import Storage
import Synchronization
import Testing
import Workflows

/// Backups by themselves where the database can be copied, and a word where it can't.
@Suite struct BackupSupportTests {
    private final class Warnings: LogSink {
        private let lines = Mutex<[String]>([])

        var all: [String] { lines.withLock(\.self) }

        func write(_ record: LogRecord) { lines.withLock { $0.append(record.message) } }
    }

    /// As a housekeeper sees them in so many rounds, which take no time.
    private static func warnings(of f: DeliveryFixture, rounds: Int) async throws -> [String] {
        let warnings = Warnings()
        let left = Mutex(rounds)
        var parts = f.parts
        parts.logger = Logger(label: "test", sink: warnings, minimum: .warning)
        let time = f.time.source
        parts.time = TimeSource(now: time.now, uptime: time.uptime) { _ in
            try left.withLock {
                guard $0 > 0 else { throw CancellationError() }
                $0 -= 1
            }
        }
        let housekeeper = Housekeeper(
            parts, engine: f.engine, intake: f.intake, plan: f.plan, backups: BackupService(f.backups, engine: f.engine)
        )
        await #expect(throws: CancellationError.self) { try await housekeeper.run() }
        return warnings.all
    }

    @Test func theScheduleIsRefusedWhereNoBackupCanBeMade() async throws {
        try await DeliveryFixture.with { f in
            let settings = SettingsService(database: f.database, events: f.parts.events)
            let isSupported = f.database is any SnapshottingDatabase
            var failure: Failure?
            do { try await settings.set("backup.every", to: "1h", by: "ann") } catch {
                failure = Failure.wrapping(error)
            }
            #expect(failure?.code == (isSupported ? nil : .backupUnsupported))
            #expect(failure?.hint?.contains("pg_dump") == (isSupported ? nil : true))
            let every = try await settings.current().backupEvery
            #expect(every == (isSupported ? .seconds(3600) : nil))
            try await settings.set("backup.every", to: "off", by: "ann")
        }
    }

    @Test func aScheduleFromBeforeIsSaidOnceAndMakesNoRuns() async throws {
        try await DeliveryFixture.with { f in
            let isSupported = f.database is any SnapshottingDatabase
            try await f.database.write { try SettingStore().set("backup.every", to: 3600, on: $0) }
            let warnings = try await Self.warnings(of: f, rounds: 5)
            let runs = try await f.engine.runs(RunFilter(kind: "backup"))
            if isSupported {
                #expect(warnings.isEmpty && runs.count == 1)
                for run in runs { _ = try await f.engine.wait(run.id) }
            } else {
                #expect(warnings.count == 1 && runs.isEmpty)
                #expect(warnings.first?.contains("pg_dump") == true || warnings.first?.contains("copy") == true)
            }
        }
    }

    @Test func aBackupIsRefusedBeforeItIsARun() async throws {
        try await DeliveryFixture.with { f in
            guard !(f.database is any SnapshottingDatabase) else { return }
            let service = BackupService(f.backups, engine: f.engine)
            let failure = await #expect(throws: Failure.self) {
                _ = try await service.create(
                    at: f.root + "/own", isFolder: true, withData: false, withKey: false, passphrase: nil)
            }
            #expect(failure?.code == .backupUnsupported)
            let runs = try await f.engine.runs(RunFilter(kind: "backup"))
            #expect(runs.isEmpty)
        }
    }
}
