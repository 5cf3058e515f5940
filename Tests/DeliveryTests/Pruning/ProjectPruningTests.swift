// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

@Suite struct ProjectPruningTests {
    private static func settings(_ f: DeliveryFixture) -> SettingsService {
        SettingsService(database: f.database, events: f.parts.events)
    }

    @Test func aLoweredSettingPrunesWithoutADeployment() async throws {
        try await DeliveryFixture.with { f in
            for version in 1...4 { try await f.deploy(["index.html": "\(version)"]) }
            #expect(try await f.plan.report().items.isEmpty)
            try await Self.settings(f).set("releases.keep", to: "2", by: "ann")
            let report = try await f.plan.report(project: try ProjectName("shop"))
            #expect(report.items.filter { $0.kind == .release }.count == 2)
            #expect(report.kept.contains { $0.kind == .release && $0.why == "in use" })
            #expect(
                try await f.statuses() == [1: .stopped, 2: .stopped, 3: .warm, 4: .active], "a preview changes nothing")
            _ = f.platform.takeCalls()
            try await f.plan.carryOutAll()
            #expect(try await f.statuses() == [1: .pruned, 2: .pruned, 3: .warm, 4: .active])
            #expect(f.platform.takeCalls().sorted() == ["remove v1", "remove v2"])
            let project = try await f.service.project(try ProjectName("shop")).project
            #expect(try await f.artifacts.list(of: project).count == 2)
            #expect(try await f.rollBack().state == .succeeded)
        }
    }

    @Test func aProjectsOwnKeepGoesBeforeTheSetting() async throws {
        try await DeliveryFixture.with { f in
            let configuration = "keep: 4\noutput_directory: ."
            try await Self.settings(f).set("releases.keep", to: "1", by: "ann")
            for version in 1...4 { try await f.deploy(["index.html": "\(version)", "dextra.yaml": configuration]) }
            try await f.plan.carryOutAll()
            #expect(try await f.statuses()[1] == .stopped)
        }
    }

    @Test func aReleaseThatHasNotRunForLongGoesWhateverItsNumber() async throws {
        try await DeliveryFixture.with { f in
            for version in 1...3 { try await f.deploy(["index.html": "\(version)"]) }
            try await Self.settings(f).set("releases.keep_days", to: "10", by: "ann")
            #expect(try await f.plan.report().items.isEmpty)
            f.time.advance(by: .seconds(11 * 86_400))
            let report = try await f.plan.report()
            let release = try #require(report.items.first { $0.kind == .release })
            #expect(report.items.count { $0.kind == .release } == 1)
            #expect(release.why.contains("v1 production"))
            // What only it needs goes with it, and the preview says how much that is.
            let artifact = try #require(report.items.first { $0.kind == .artifact })
            #expect(artifact.why == "the last release that needs it goes")
            #expect(try #require(artifact.size) > 0)
            try await f.plan.carryOutAll()
            #expect(try await f.statuses() == [1: .pruned, 2: .warm, 3: .active])
        }
    }

    /// What goes only because something else goes before it is in the preview too, and nothing is counted twice.
    @Test func aPreviewSaysAllThatWillBeGone() async throws {
        try await DeliveryFixture.with { f in
            for version in 1...3 { try await f.deploy(["index.html": "\(version)"]) }
            let releases = try await f.service.releases(
                of: try ProjectName("shop"), ReleaseFilter(profile: .production))
            let first = try #require(releases.first { $0.number == 1 })
            try await f.database.write { connection in
                for run in releases.map(\.runID) {
                    try LogChunkStore().insert(
                        LogChunk(
                            runID: run, step: "build", stream: .output,
                            offset: try LogChunkStore().end(of: run, on: connection),
                            at: Timestamp(millisecondsSinceEpoch: 0), bytes: [65]), on: connection)
                }
            }
            for (name, value) in [("releases.keep_days", "10"), ("runs.keep_days", "10"), ("logs.keep_days", "5")] {
                try await Self.settings(f).set(name, to: value, by: "ann")
            }
            f.time.advance(by: .seconds(11 * 86_400))
            let preview = try await f.plan.report()
            let runs = preview.items.filter { $0.kind == .run }
            #expect(runs.map(\.name) == ["\(first.runID)"])
            // The other two runs made releases that stay: of them the log alone goes.
            #expect(preview.items.count { $0.kind == .log } == 2)
            let blobs = preview.items.filter { $0.kind == .blob }
            #expect(blobs.count == 2, "the first release's file, and what says where it lay")
            #expect(blobs.allSatisfy { $0.why == "the last release that needs it goes" })
            try await f.plan.carryOutAll()
            #expect(try await f.database.read { try RunStore().find(first.runID, on: $0) } == nil)
            for blob in blobs { #expect(try await !f.blobs.contains(blob.name)) }
            let rest = try await f.plan.report().items
            #expect(rest.isEmpty, "\(rest)")
        }
    }

    @Test func theOldestGoUntilTheProjectFitsIntoItsRoom() async throws {
        try await DeliveryFixture.with { f in
            let filling = String(repeating: "x", count: 900_000)
            for version in 1...5 { try await f.deploy(["index.html": "\(version)\(filling)"]) }
            #expect(try await f.statuses() == [1: .stopped, 2: .stopped, 3: .stopped, 4: .warm, 5: .active])
            try await Self.settings(f).set("releases.keep_size", to: "4MiB", by: "ann")
            let report = try await f.plan.report()
            #expect(
                report.items.filter { $0.kind == .release }.map(\.why) == [
                    "v1 production: the project's built files are beyond 4MiB"
                ])
            try await f.plan.carryOutAll()
            #expect(try await f.statuses()[1] == .pruned)
            #expect(try await f.statuses()[2] == .stopped)
            // What runs stays, however small the room is.
            try await Self.settings(f).set("releases.keep_size", to: "1MiB", by: "ann")
            try await f.plan.carryOutAll()
            #expect(try await f.statuses() == [1: .pruned, 2: .pruned, 3: .pruned, 4: .warm, 5: .active])
        }
    }

    @Test func nothingOfAProjectGoesWhileARunOfItIsOpen() async throws {
        try await DeliveryFixture.with { f in
            for version in 1...3 { try await f.deploy(["index.html": "\(version)"]) }
            try await Self.settings(f).set("releases.keep", to: "1", by: "ann")
            let project = try await f.service.project(try ProjectName("shop")).project
            let stray = try await f.artifacts.list(of: project).count
            // A run that another engine would take: this one has no such kind, so it stays open.
            let run = Run(
                id: RandomSource.system.identifier(at: f.time.source.now()), kind: "other", kindVersion: 1,
                subject: "project/\(project.id)", projectID: project.id, input: [:], state: .pending, progress: 0,
                createdAt: f.time.source.now(), steps: [])
            try await f.database.write { try RunStore().insert(run, on: $0) }
            let report = try await f.plan.report()
            #expect(!report.items.contains { $0.kind == .release || $0.kind == .artifact })
            #expect(report.kept.contains { $0.kind == .release && $0.why.contains("not over") })
            try await f.plan.carryOutAll()
            #expect(try await f.statuses()[1] == .stopped)
            #expect(try await f.artifacts.list(of: project).count == stray)
        }
    }

    @Test func nothingOfAnotherNodesProjectGoes() async throws {
        try await DeliveryFixture.with { f in
            for version in 1...3 { try await f.deploy(["index.html": "\(version)"]) }
            try await Self.settings(f).set("releases.keep", to: "1", by: "ann")
            let project = try await f.service.project(try ProjectName("shop")).project
            let other: NodeID = RandomSource.system.identifier(at: f.time.source.now())
            try await f.database.write { connection in
                try ProjectStore().displaceAll(from: f.parts.node, on: connection)
                try ProjectStore().place(project.id, on: other, connection)
            }
            let report = try await f.plan.report()
            #expect(!report.items.contains { $0.project == "shop" })
            try await f.plan.carryOutAll()
            #expect(try await f.statuses()[1] == .stopped)
            #expect(try await f.artifacts.list(of: project).count == 3)
        }
    }

    @Test func aBuildCacheGoesAfterItsDays() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "1", "dextra.yaml": "build: 'true'\noutput_directory: ."])
            func caches() async throws -> Int { try await f.plan.report().items.count { $0.kind == .cache } }
            #expect(try await caches() == 0)
            f.time.advance(by: .seconds(31 * 86_400))
            #expect(try await caches() == 1)
            try await Self.settings(f).set("cache.keep_days", to: "0", by: "ann")
            #expect(try await caches() == 0)
            try await Self.settings(f).unset("cache.keep_days", by: "ann")
            try await f.plan.carryOutAll()
            #expect(try await caches() == 0)
            #expect(
                try await f.deploy(["index.html": "2", "dextra.yaml": "build: 'true'\noutput_directory: ."]).state
                    == .succeeded)
        }
    }

    @Test func finishedRunsGoAfterTheirDaysUnlessAReleaseIsMadeByThem() async throws {
        try await DeliveryFixture.with { f in
            let made = try await f.deploy(["index.html": "1"])
            let pruning = PruneService(f.parts, plan: f.plan, engine: f.engine)
            let idle = try await f.engine.wait(try await pruning.start(nil).id)
            try #require(idle.state == .succeeded)
            f.time.advance(by: .seconds(3 * 86_400))
            #expect(try await !f.plan.report().items.contains { $0.kind == .run })
            try await Self.settings(f).set("runs.keep_days", to: "2", by: "ann")
            let items = try await f.plan.report().items.filter { $0.kind == .run }
            #expect(items.map(\.name) == ["\(idle.id)"])
            let run = try await f.engine.wait(try await pruning.start(nil).id)
            #expect(run.state == .succeeded && (run.output?["count"]?.integer ?? 0) > 0)
            let left = try await f.database.read { connection in
                (
                    try RunStore().find(idle.id, on: connection), try RunStore().find(made.id, on: connection),
                    try connection.row("SELECT COUNT(*) AS n FROM steps WHERE run_id = ?", [.id(idle.id)])?.integer("n")
                )
            }
            #expect(left.0 == nil && left.1 != nil && left.2 == 0)
        }
    }
}
