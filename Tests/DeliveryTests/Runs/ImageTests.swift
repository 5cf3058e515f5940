// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Model
import Platforms
import Primitives
import Storage
import Synchronization
import Testing
import Workflows

/// Releases that are images.
@Suite struct ImageTests {
    private static let own = ["dextra.yaml": "platform: docker", "Dockerfile": "FROM scratch", "app": "one"]

    @Test func theProjectsDockerfileIsBuiltAndItsImageRuns() async throws {
        try await DeliveryFixture.with { f in
            let run = try await f.deploy(Self.own)
            #expect(run.state == .succeeded)
            let plan = try #require(f.images.state.withLock { $0.plans.first })
            #expect(plan.dockerfile == .file("Dockerfile"))
            #expect(f.containers.takeCalls() == ["start v1", "probe v1", "switch v1"])
            #expect(f.platform.takeCalls().isEmpty)
            let release = try #require(
                try await f.service.releases(of: try ProjectName("shop"), ReleaseFilter(profile: .production)).first)
            #expect(release.image == "sha256:\(release.artifact)-1")
        }
    }

    @Test func withoutADockerfileOneIsWritten() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["dextra.yaml": "platform: docker", "index.html": "one"])
            guard case .text(let text)? = f.images.state.withLock({ $0.plans.first?.dockerfile }) else {
                Issue.record("no Dockerfile was written")
                return
            }
            #expect(text.contains("\nFROM nginx:"))
        }
    }

    @Test func aMemberHasADockerfileOfItsOwnAndANamedOneMustBeThere() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy([
                "dextra.yaml": "platform: docker\nroot: api", "api/Dockerfile": "FROM scratch", "api/index.html": "",
            ])
            #expect(f.images.state.withLock { $0.plans.first?.dockerfile } == .file("api/Dockerfile"))
            let run = try await f.deploy(
                ["dextra.yaml": "platform: docker\ndockerfile: docker/Missing", "Dockerfile": "FROM scratch"])
            #expect(run.failure?.code == .dockerfileMissing)
        }
    }

    @Test func anUnchangedSourceIsNotBuiltAgainAndAChangedVariableIs() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(Self.own)
            #expect(try await f.deploy(Self.own).output?["reused"] == true)
            try await f.environments.set(
                "API_URL", to: Redacted("https://a.example"), secret: false, project: try ProjectName("shop"),
                profile: .production, by: "ann")
            #expect(try await f.deploy(Self.own).output?["reused"] == false)
            #expect(f.images.state.withLock { $0.plans.last?.arguments["API_URL"]?.reveal() } == "https://a.example")
        }
    }

    /// An image's history shows its arguments to everybody.
    @Test func secretsAreNoArgumentsAndNotInTheLog() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(Self.own)
            try await f.environments.set(
                "TOKEN", to: Redacted("very-secret-token"), secret: true, project: try ProjectName("shop"),
                profile: .production, by: "ann")
            let run = try await f.deploy(Self.own)
            let plan = try #require(f.images.state.withLock { $0.plans.last })
            #expect(plan.arguments["TOKEN"] == nil && plan.secrets["TOKEN"]?.reveal() == "very-secret-token")
            let log = try await f.database.read {
                try LogChunkStore().chunks(of: run.id, on: $0).map {
                    String(decoding: $0.bytes, as: UTF8.self)
                }.joined()
            }
            #expect(log.contains("leaking") && !log.contains("very-secret-token"))
        }
    }

    @Test func imagesOfKeptReleasesStayAndOthersGo() async throws {
        try await DeliveryFixture.with { f in
            for version in 1...4 {
                try await f.deploy([
                    "dextra.yaml": "platform: docker\nkeep: 2", "Dockerfile": "FROM scratch", "app": "\(version)",
                ])
            }
            let kept = try await f.service.releases(of: try ProjectName("shop"), ReleaseFilter(profile: .production))
                .filter { $0.status != .pruned }.map(\.artifact)
            #expect(kept.count == 2)
            #expect(Set(f.images.state.withLock { $0.images.keys.map(\.artifact) }) == Set(kept))
        }
    }

    @Test func goingBackToAReleaseWhoseImageIsGoneMakesItAgain() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two", "three"] {
                try await f.deploy(["dextra.yaml": "platform: docker", "Dockerfile": "FROM scratch", "app": version])
            }
            f.images.state.withLock { $0.images = [:] }
            #expect(try await f.rollBack(to: 1).state == .succeeded)
            let first = try await f.service.releases(of: try ProjectName("shop"), ReleaseFilter(profile: .production))
                .first { $0.number == 1 }
            #expect(first?.image == f.images.state.withLock { $0.images.values.first?.reference })
            #expect(f.containers.active == 1)
        }
    }

    @Test func aReleaseKeepsItsPlatformWhenTheNextIsShippedElsewhere() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(Self.own)
            try await f.deploy(["index.html": "two"])
            #expect(f.platform.running == [2] && f.containers.running == [1])
            #expect(try await f.rollBack().state == .succeeded)
            #expect(f.containers.takeCalls().last == "switch v1")
        }
    }

    /// The engine may be gone for good once a project is shipped elsewhere.
    @Test func anEngineThatIsAwayHidesNothingElseAndUndoesNoDeployment() async throws {
        try await DeliveryFixture.with { f in
            for version in 1...3 {
                try await f.deploy([
                    "dextra.yaml": "platform: docker\nkeep: 1", "Dockerfile": "FROM scratch", "app": "\(version)",
                ])
            }
            #expect(try await f.statuses()[1] == .pruned)
            f.containers.state.withLock { $0.statusFailure = Failure(.internalError, "no engine answers") }
            let overview = try await f.service.project(try ProjectName("shop"))
            #expect(overview.profiles.first?.instance?.lastExit?.contains("no engine answers") == true)
            let run = try await f.deploy(["index.html": "here"])
            #expect(run.state == .succeeded)
            #expect(f.platform.active == 4)
        }
    }
}
