// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import FoundationEssentials
import Model
import Platforms
import Primitives
import Storage
import Synchronization
import Testing

@Suite struct DeployTests {
    @Test func takesASourceToTraffic() async throws {
        try await DeliveryFixture.with { f in
            let run = try await f.deploy(["index.html": "one"])
            #expect(run.state == .succeeded)
            #expect(run.output?["release"] == 1)
            #expect(run.output?["url"] == "http://127.0.0.1:8100")
            #expect(f.platform.takeCalls() == ["start v1", "probe v1", "switch v1"])
            #expect(try await f.statuses() == [1: .active])
        }
    }

    @Test func aSecondReleaseLeavesTheFirstWarmAndAThirdStopsIt() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two", "three"] { try await f.deploy(["index.html": version]) }
            #expect(try await f.statuses() == [1: .stopped, 2: .warm, 3: .active])
            #expect(f.platform.running == [2, 3])
            #expect(f.platform.active == 3)
        }
    }

    @Test func anUnchangedSourceIsNotBuiltAgain() async throws {
        try await DeliveryFixture.with { f in
            let files = ["dextra.yaml": "build: date +%N > built\nstart: ./run", "run": ""]
            try await f.deploy(files)
            let run = try await f.deploy(files)
            #expect(run.output?["reused"] == true)
            #expect(try await f.statuses() == [1: .warm, 2: .active])
        }
    }

    @Test func aFailedGateKeepsTheOldReleaseAndTellsWhy() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "one"])
            _ = f.platform.takeCalls()
            f.platform.state.withLock {
                $0.unhealthy[2] = Failure(.healthCheckFailed, "no good answer", metadata: [.init("log", "boom")])
            }
            let run = try await f.deploy(["index.html": "two"])
            #expect(run.failure?.code == .healthCheckFailed)
            #expect(run.failure?.metadata.contains(.init("log", "boom")) == true)
            #expect(f.platform.takeCalls() == ["start v2", "probe v2", "stop v2"])
            #expect(f.platform.active == 1)
            #expect(try await f.statuses() == [1: .active, 2: .failed])
        }
    }

    /// Undoing a switch gives the traffic to something that runs, also when the predecessor has ended meanwhile.
    @Test func anUndoneSwitchStartsThePredecessorThatEnded() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two"] { try await f.deploy(["index.html": version]) }
            f.platform.state.withLock {
                $0.drainFailure = Failure(.invalidArgument, "no draining today")
                $0.running.remove(2)
            }
            _ = f.platform.takeCalls()
            let run = try await f.deploy(["index.html": "three"])
            #expect(run.state == .rolledBack)
            let undone = f.platform.takeCalls().drop { $0 != "switch v3" }
            #expect(Array(undone) == ["switch v3", "drain v1", "start v2", "probe v2", "switch v2", "stop v3"])
            #expect(f.platform.active == 2)
            #expect(try await f.statuses()[2] == .active)
        }
    }

    /// What serves stays on record as what serves: a restart has to bring it back.
    @Test func aSwitchThatCantBeUndoneLeavesTheTrafficWhereItIs() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two"] { try await f.deploy(["index.html": version]) }
            f.platform.state.withLock {
                $0.drainFailure = Failure(.invalidArgument, "no draining today")
                $0.running.remove(2)
                $0.interference = { if $0 == "start v2" { throw Failure(.appCrashed, "no start today") } }
            }
            let run = try await f.deploy(["index.html": "three"])
            #expect(run.state == .failed)
            #expect(run.steps.first { $0.name == "switch" }?.state == .compensationFailed)
            #expect(f.platform.active == 3)
            #expect(f.platform.running.contains(3))
            #expect(try await f.statuses()[3] == .active)
        }
    }

    @Test func nothingStartsWithoutARequiredVariable() async throws {
        try await DeliveryFixture.with { f in
            let run = try await f.deploy(["index.html": "one", "dextra.yaml": "required: [LEDGER_URL]"])
            #expect(run.failure?.code == .environmentMissing)
            #expect(f.platform.takeCalls().isEmpty)
            #expect(try await f.statuses().isEmpty)
        }
    }

    @Test func secretsReachTheProgramAndNoFailure() async throws {
        try await DeliveryFixture.with { f in
            let project = try await f.makeProject("shop")
            try await f.environments.set(
                "KEY", to: Redacted("s3cret-value"), secret: true, project: project.name, profile: .production,
                by: "ann")
            f.platform.state.withLock {
                $0.unhealthy[1] = Failure(.appCrashed, "it died", metadata: [.init("log", "key is s3cret-value")])
            }
            let run = try await f.deploy(["index.html": "one"])
            #expect(f.platform.state.withLock { $0.environments[1]?["KEY"] } == "s3cret-value")
            #expect(run.failure?.metadata.contains(.init("log", "key is ••••")) == true)
        }
    }

    @Test func aFailedReleaseCommandStartsNothing() async throws {
        try await DeliveryFixture.with { f in
            f.platform.state.withLock { $0.commandFailure = Failure(.releaseCommandFailed, "exit status 1") }
            let run = try await f.deploy(["dextra.yaml": "start: ./run\nrelease: ./migrate", "run": ""])
            #expect(run.failure?.code == .releaseCommandFailed)
            #expect(f.platform.takeCalls().filter { $0.hasPrefix("start") } == [])
            #expect(try await f.statuses() == [1: .failed])
        }
    }

    @Test func aFailedBuildLeavesNoRelease() async throws {
        try await DeliveryFixture.with { f in
            let run = try await f.deploy(["dextra.yaml": "start: ./run\nbuild: echo broken; exit 7", "run": ""])
            #expect(run.failure?.code == .buildFailed)
            #expect(try await f.statuses().isEmpty)
            let log = try await f.database.read { try LogChunkStore().chunks(of: run.id, step: "build", on: $0) }
            #expect(log.map(\.text).joined().contains("broken\n"))
        }
    }

    @Test func aSourceThatWasNotUploadedIsRefusedBeforeAnythingIsMade() async throws {
        try await DeliveryFixture.with { f in
            let digest = String(repeating: "0", count: 64)
            let manifest = try SourceManifest(files: [
                SourceFile(path: "a", content: .file(digest: digest, size: 1, executable: false))
            ])
            let name = try ProjectName("shop")
            await #expect {
                try await f.service.deploy(Deployment(project: name, profile: .production, manifest: manifest))
            } throws: { ($0 as? Failure)?.code == .sourceIncomplete }
            await #expect {
                try await f.service.project(name)
            } throws: { ($0 as? Failure)?.code == .projectNotFound }
        }
    }

    @Test func onlySoManyReleasesAreKept() async throws {
        try await DeliveryFixture.with { f in
            let configuration = "keep: 2\noutput_directory: ."
            for version in 1...4 { try await f.deploy(["index.html": "\(version)", "dextra.yaml": configuration]) }
            #expect(try await f.statuses() == [1: .pruned, 2: .pruned, 3: .warm, 4: .active])
            let project = try await f.service.project(try ProjectName("shop")).project
            #expect(try await f.artifacts.list(of: project).count == 2)
        }
    }

    @Test func unusedContentsGoOnceNobodyAsksForThem() async throws {
        try await DeliveryFixture.with { f in
            let stray = try await f.blobs.write(Array("stray".utf8))
            #expect(try await f.intake.missing(of: [stray.digest]).isEmpty)
            try await f.deploy(["index.html": "one"])
            try await f.plan.carryOutAll()
            #expect(try await f.blobs.contains(stray.digest))
            f.time.advance(by: SourceIntake.patience + .seconds(1))
            try await f.plan.carryOutAll()
            #expect(try await !f.blobs.contains(stray.digest))
            #expect(try await f.deploy(["index.html": "one"]).state == .succeeded)
        }
    }
}
