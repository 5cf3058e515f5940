// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import FoundationEssentials
import Glibc
import Model
import Primitives
import Storage
import Testing
import Workflows

@Suite struct ScheduledBackupTests {
    private static func with(
        _ body: (DeliveryFixture, BackupService, SettingsService) async throws -> Void
    ) async throws {
        try await DeliveryFixture.with { f in
            guard f.database is any SnapshottingDatabase else { return }
            let settings = SettingsService(database: f.database, events: f.parts.events)
            try await settings.set("backup.to", to: f.root + "/scheduled", by: "ann")
            try await body(f, BackupService(f.backups, engine: f.engine), settings)
        }
    }

    private static func names(_ f: DeliveryFixture) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: f.root + "/scheduled")) ?? []).sorted()
    }

    @Test func oneIsMadeInEachSlotHoweverOftenItIsAsked() async throws {
        try await Self.with { f, backups, settings in
            #expect(try await backups.createDue() == nil, "off")
            try await settings.set("backup.every", to: "1h", by: "ann")
            let first = try #require(try await backups.createDue())
            #expect(try await backups.createDue() == nil)
            #expect(try await f.engine.wait(first.id).state == .succeeded)
            // A server that was started anew knows it by the run alone.
            let restarted = BackupService(f.backups, engine: f.engine)
            #expect(try await restarted.createDue() == nil)
            f.time.advance(by: .seconds(3601))
            let asked = try await withThrowingTaskGroup(of: Run?.self) { group in
                for _ in 0..<8 { group.addTask { try await restarted.createDue() } }
                return try await group.reduce(into: [RunID]()) { if let run = $1 { $0.append(run.id) } }
            }
            #expect(asked.count == 1)
            for id in asked { #expect(try await f.engine.wait(id).state == .succeeded) }
            #expect(Self.names(f).count == 2)
            #expect(try backups.list(in: f.root + "/scheduled").count == 2)
        }
    }

    @Test func onlyTheNewestStayAndThoseThatPeopleMade() async throws {
        try await Self.with { f, backups, settings in
            try await settings.set("backup.every", to: "1h", by: "ann")
            try await settings.set("backup.keep", to: "2", by: "ann")
            let own = try await backups.create(
                at: f.root + "/scheduled", isFolder: true, withData: false, withKey: false, passphrase: nil)
            try #require(try await f.engine.wait(own.id).state == .succeeded)
            for _ in 1...4 {
                let run = try #require(try await backups.createDue())
                try #require(try await f.engine.wait(run.id).state == .succeeded)
                f.time.advance(by: .seconds(3601))
            }
            let before = Self.names(f)
            try #require(before.count == 5)
            try await f.plan.carryOutAll()
            let kept = Self.names(f)
            #expect(kept == [before[0]] + before.suffix(2))
            #expect(!before[0].contains("scheduled"))
        }
    }

    @Test func aFailureIsAnEventAndTheNextSlotTriesAgain() async throws {
        try await Self.with { f, backups, settings in
            try await settings.set("backup.every", to: "1h", by: "ann")
            try Data().write(to: URL(filePath: f.root + "/file"))
            try await settings.set("backup.to", to: f.root + "/file/folder", by: "ann")
            let failed = try #require(try await backups.createDue())
            #expect(try await f.engine.wait(failed.id).state == .failed)
            let events = try await f.parts.events.read(after: nil, limit: 1000, runID: failed.id)
            #expect(events.contains { $0.type == "run.step_failed" && $0.data["failure"] != nil })
            #expect(try await backups.createDue() == nil, "not before the next slot")
            try await settings.set("backup.to", to: f.root + "/scheduled", by: "ann")
            f.time.advance(by: .seconds(3601))
            let again = try #require(try await backups.createDue())
            #expect(try await f.engine.wait(again.id).state == .succeeded)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can mount a small file system"))
    func aFullDiskIsSaidLeavesNothingAndTheNextSlotHasRoom() async throws {
        try await Self.with { f, backups, settings in
            let small = f.root + "/small"
            try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
            guard mount("tmpfs", small, "tmpfs", 0, "size=64k,mode=0700") == 0 else {
                try Test.cancel("no permission to mount a small file system")
            }
            defer { umount2(small, Int32(MNT_DETACH)) }
            try await settings.set("backup.to", to: small, by: "ann")
            try await settings.set("backup.every", to: "1h", by: "ann")
            let full = try #require(try await backups.createDue())
            let run = try await f.engine.wait(full.id)
            #expect(run.state == .failed && run.failure?.code == .diskFull, "\(String(describing: run.failure))")
            #expect(try FileManager.default.contentsOfDirectory(atPath: small) == [])
            #expect(try await backups.createDue() == nil, "not before the next slot")
            try #require(mount("tmpfs", small, "tmpfs", UInt(MS_REMOUNT), "size=64m,mode=0700") == 0)
            f.time.advance(by: .seconds(3601))
            let again = try #require(try await backups.createDue())
            #expect(try await f.engine.wait(again.id).state == .succeeded)
            #expect(try backups.list(in: small).count == 1)
        }
    }

    @Test func theLastScheduledRunIsNotPruned() async throws {
        try await Self.with { f, backups, settings in
            try await settings.set("backup.every", to: "30d", by: "ann")
            try await settings.set("runs.keep_days", to: "1", by: "ann")
            let run = try #require(try await backups.createDue())
            _ = try await f.engine.wait(run.id)
            f.time.advance(by: .seconds(10 * 86_400))
            try await f.plan.carryOutAll()
            #expect(try await backups.createDue() == nil)
        }
    }
}
