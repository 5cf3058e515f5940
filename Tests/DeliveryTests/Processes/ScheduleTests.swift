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

/// Commands that an active release wants run at certain times.
@Suite struct ScheduleTests {
    private static let yaml = "schedules: {tidy: {cron: '*/5 * * * *', command: ./tidy}}"

    private static func runs(_ f: DeliveryFixture) async throws -> [Run] {
        let runs = try await f.database.read { try RunStore().list(RunFilter(limit: 100), on: $0) }
            .filter { $0.kind == "scheduled_command" }
        for run in runs { _ = try await f.engine.wait(run.id) }
        return runs
    }

    @Test func aDueMinuteMakesOneRunHoweverOftenItIsLookedAt() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "one", "dextra.yaml": Self.yaml])
            f.time.advance(by: .seconds(301))
            try await Scheduler(f.parts, engine: f.engine).startDue()
            #expect(try await Self.runs(f).count == 1)
            #expect(f.platform.takeCalls().contains("run ./tidy"))
            // Another server's scheduler, or this one after a restart.
            try await Scheduler(f.parts, engine: f.engine).startDue()
            #expect(try await Self.runs(f).count == 1)
            f.time.advance(by: .seconds(300))
            try await Scheduler(f.parts, engine: f.engine).startDue()
            #expect(try await Self.runs(f).count == 2)
        }
    }

    @Test func whatCameDueWhileNobodyWasThereIsMadeUpForOnceAtMost() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "one", "dextra.yaml": Self.yaml])
            f.time.advance(by: .seconds(3 * 3600))
            try await Scheduler(f.parts, engine: f.engine).startDue()
            #expect(try await Self.runs(f).count == 1)
        }
    }

    @Test func aReleaseIsNotHeldToWhatWasDueBeforeIt() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "one"])
            f.time.advance(by: .seconds(200 * 3600))
            try await f.deploy([
                "index.html": "two", "dextra.yaml": "schedules: {tidy: {cron: '0 0 1 1 *', command: x}}",
            ])
            try await Scheduler(f.parts, engine: f.engine).startDue()
            #expect(try await Self.runs(f).isEmpty)
        }
    }

    @Test func aFailingCommandIsAFailedRun() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "one", "dextra.yaml": Self.yaml])
            f.platform.state.withLock { $0.commandFailure = Failure(.invalidArgument, "status 3") }
            f.time.advance(by: .seconds(301))
            try await Scheduler(f.parts, engine: f.engine).startDue()
            let run = try #require(try await Self.runs(f).first)
            #expect(try await f.engine.wait(run.id).failure?.message.contains("status 3") == true)
        }
    }
}
