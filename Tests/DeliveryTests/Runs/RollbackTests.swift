// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Model
import Primitives
import Storage
import Synchronization
import TestKit
import Testing
import Workflows

@Suite struct RollbackTests {
    @Test func aWarmReleaseNeedsASwitchOnly() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two"] { try await f.deploy(["index.html": version]) }
            _ = f.platform.takeCalls()
            #expect(try await f.rollBack().state == .succeeded)
            #expect(f.platform.takeCalls() == ["switch v1"])
            #expect(try await f.statuses() == [1: .active, 2: .warm])
        }
    }

    /// Whoever goes back is in a hurry.
    @Test func aWarmReleaseIsNotWaitedForThoughMoreOfItWasAskedForSince() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two"] { try await f.deploy(["index.html": version]) }
            let scaling = try await f.service.scale(try ProjectName("shop"), profile: .production, to: ["web": 3])
            #expect(try await f.engine.wait(scaling.id).state == .succeeded)
            _ = f.platform.takeCalls()
            #expect(try await f.rollBack().state == .succeeded)
            #expect(f.platform.takeCalls().first == "switch v1")
        }
    }

    @Test func aStoppedReleaseProvesItselfFirst() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two", "three"] { try await f.deploy(["index.html": version]) }
            _ = f.platform.takeCalls()
            #expect(try await f.rollBack(to: 1).state == .succeeded)
            #expect(f.platform.takeCalls() == ["start v1", "probe v1", "switch v1", "drain v2", "stop v2"])
            #expect(try await f.statuses() == [1: .active, 2: .stopped, 3: .warm])
        }
    }

    /// Recorded by a binary that knew no step `build`, and carried out by this one.
    @Test func aRunOfTheVersionBeforeIsCarriedOut() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two", "three"] { try await f.deploy(["index.html": version]) }
            let project = try await f.database.read {
                try ProjectStore().require(named: try ProjectName("shop"), on: $0)
            }
            let release = try #require(
                try await f.service.releases(of: project.name, ReleaseFilter(profile: .production)).first {
                    $0.number == 1
                })
            let now = f.time.source.now()
            let run = Run(
                id: RandomSource.system.identifier(at: now), kind: "rollback", kindVersion: 1,
                subject: "project/\(project.id)", projectID: project.id,
                input: [
                    "project": .string("\(project.id)"), "profile": "production", "release": .string("\(release.id)"),
                ], state: .pending, progress: 0, createdAt: now,
                steps: ["choose", "start", "health", "switch", "retire"].map { name in
                    StepRecord(name: name, effect: .repeatable, state: .pending, attempt: 0, weight: 1)
                })
            try await f.database.write { connection in
                try RunStore().insert(run, on: connection)
                connection.announce(.runs)
            }
            let ended = try await f.engine.wait(run.id)
            #expect(ended.state == .succeeded, "\(ended.failure?.message ?? "")")
            #expect(f.platform.active == 1)
        }
    }

    /// Whoever lost the answer asks again, also when all is done by then.
    @Test func askedAgainUnderItsKeyItIsTheSameRollback() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two", "three"] { try await f.deploy(["index.html": version]) }
            func ask(_ key: String, _ number: Int?, _ profile: Profile = .production) async throws -> RunID {
                try await f.service.rollBack(
                    try ProjectName("shop"), profile: profile, to: number, RunRequest(idempotencyKey: key)
                ).id
            }
            let first = try await ask("one", nil)
            #expect(try await f.engine.wait(first).state == .succeeded)
            #expect(try await ask("one", nil) == first)
            #expect(try await ask("one", 2) == first)
            #expect(try await f.statuses() == [1: .stopped, 2: .active, 3: .warm])
            for (number, profile) in [(1, .production), (nil, .development)] as [(Int?, Profile)] {
                await #expect(throws: Failure.self) { _ = try await ask("one", number, profile) }
            }
        }
    }

    @Test func aReleaseThatNoLongerWorksChangesNothing() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two", "three"] { try await f.deploy(["index.html": version]) }
            f.platform.state.withLock { $0.unhealthy[1] = Failure(.timedOut, "no answer") }
            #expect(try await f.rollBack(to: 1).failure?.code == .timedOut)
            #expect(f.platform.active == 3)
            #expect(try await f.statuses() == [1: .stopped, 2: .warm, 3: .active])
        }
    }

    @Test func variablesComeBackWithTheRelease() async throws {
        try await DeliveryFixture.with { f in
            let shop = try await f.makeProject("shop")
            func set(_ value: String) async throws {
                try await f.environments.set(
                    "MODE", to: Redacted(value), secret: false, project: shop.name, profile: .production, by: "ann")
            }
            for mode in ["a", "b", "c"] {
                try await set(mode)
                try await f.deploy(["index.html": mode])
            }
            f.platform.state.withLock { $0.environments = [:] }
            _ = try await f.rollBack(to: 1)
            #expect(f.platform.state.withLock { $0.environments[1]?["MODE"] } == "a")
        }
    }

    @Test func saysWhyThereIsNoWayBack() async throws {
        try await DeliveryFixture.with { f in
            func code(_ number: Int?) async -> String? {
                do {
                    _ = try await f.rollBack(to: number)
                    return nil
                } catch { return (error as? Failure)?.code.name }
            }
            let configuration = "keep: 1\noutput_directory: ."
            try await f.deploy(["index.html": "1", "dextra.yaml": configuration])
            #expect(await code(nil) == "no_previous_release")
            #expect(await code(1) == "release_already_active")
            #expect(await code(9) == "release_not_found")
            f.platform.state.withLock { $0.unhealthy[2] = Failure(.timedOut, "no answer") }
            try await f.deploy(["index.html": "2", "dextra.yaml": configuration])
            #expect(await code(2) == "release_not_proven")
            for version in 3...4 { try await f.deploy(["index.html": "\(version)", "dextra.yaml": configuration]) }
            #expect(await code(1) == "release_pruned")
        }
    }
}

@Suite struct RetirementTests {
    @Test func aWarmReleaseStopsWhenItsTimeIsOver() async throws {
        try await DeliveryFixture.with { f in
            let housekeeper = Housekeeper(
                f.parts, engine: f.engine, intake: f.intake, plan: f.plan,
                backups: BackupService(f.backups, engine: f.engine))
            for version in ["one", "two"] { try await f.deploy(["index.html": version]) }
            try await housekeeper.retireDue()
            #expect(try await f.engine.runs(RunFilter(kind: "retire")).isEmpty)
            f.time.advance(by: .seconds(601))
            // Twice: asking again must not make a second run.
            for _ in 1...2 { try await housekeeper.retireDue() }
            let runs = try await f.engine.runs(RunFilter(kind: "retire"))
            #expect(runs.count == 1)
            for run in runs { #expect(try await f.engine.wait(run.id).state == .succeeded) }
            #expect(try await f.statuses() == [1: .stopped, 2: .active])
            #expect(f.platform.running == [2])
        }
    }

    /// Else it would keep its memory and its port until the next deploy.
    @Test func aRetirementThatWasCancelledIsAskedForAgain() async throws {
        try await DeliveryFixture.with { f in
            let housekeeper = Housekeeper(
                f.parts, engine: f.engine, intake: f.intake, plan: f.plan,
                backups: BackupService(f.backups, engine: f.engine))
            func runs() async throws -> [RunID] {
                try await housekeeper.retireDue()
                return try await f.engine.runs(RunFilter(kind: "retire")).map(\.id)
            }
            for version in ["one", "two"] { try await f.deploy(["index.html": version]) }
            f.time.advance(by: .seconds(601))
            f.platform.state.withLock { state in
                state.interference = { if $0 == "stop v1" { try await Task.sleep(for: .seconds(3600)) } }
            }
            let first = try #require(try await runs().first)
            _ = try await f.engine.cancel(first)
            #expect(try await f.engine.wait(first).state == .cancelled)
            f.platform.state.withLock { $0.interference = nil }
            #expect(try await runs() == [first])
            f.time.advance(by: .seconds(299))
            #expect(try await runs() == [first])
            f.time.advance(by: .seconds(2))
            let second = try #require(try await runs().first { $0 != first })
            #expect(try await f.engine.wait(second).state == .succeeded)
            #expect(try await f.statuses() == [1: .stopped, 2: .active])
            #expect(try await runs().count == 2)
        }
    }

    @Test func destroyingLeavesNothing() async throws {
        try await DeliveryFixture.with { f in
            let shop = try await f.makeProject("shop")
            try await f.environments.set(
                "KEY", to: Redacted("v"), secret: true, project: shop.name, profile: .production, by: "ann")
            try await f.deploy(["index.html": "one"])
            let run = try await f.engine.wait(try await f.service.destroy(shop.name).id)
            #expect(run.state == .succeeded)
            #expect(f.platform.running.isEmpty)
            #expect(try await f.artifacts.list(of: shop).isEmpty)
            #expect(try await f.database.read { try $0.rows("SELECT name FROM sealed_records").isEmpty })
            #expect(try await f.database.read { try ProjectStore().list(on: $0) }.isEmpty)
        }
    }

    @Test func recoveryStartsWhatShouldRunAndForgetsWhatNeedNot() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two"] { try await f.deploy(["index.html": version]) }
            f.platform.state.withLock { $0.running = [] }
            #expect(await Caretaker(f.parts).recover().isEmpty)
            #expect(f.platform.running == [2])
            #expect(try await f.statuses() == [1: .stopped, 2: .active])
        }
    }
}
