// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Model
import Platforms
import Primitives
import Synchronization
import Testing
import Workflows

/// Databases and the like beside an application.
@Suite struct BackingServiceTests {
    private static let yaml = "services: {db: 'postgres:16'}\nrelease: ./migrate\n"

    @Test func theApplicationFindsItsDatabaseByItsVariables() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "one", "dextra.yaml": Self.yaml])
            let service = try #require(f.services.state.withLock { $0.services.first })
            let password = try #require(service.environment["POSTGRES_PASSWORD"]?.reveal())
            #expect(password.count >= 16)
            let variables = try #require(f.platform.state.withLock { $0.environments[1] })
            #expect(variables["DATABASE_URL"] == "postgresql://app:\(password)@127.0.0.1:30000/app")
            // Ready before the first command that needs it.
            #expect(f.platform.takeCalls().first == "run ./migrate")
        }
    }

    @Test func theSameReleaseInContainersIsGivenTheNetworksName() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["Dockerfile": "FROM scratch", "dextra.yaml": Self.yaml + "platform: docker"])
            let variables = try #require(f.containers.state.withLock { $0.environments[1] })
            #expect(variables["DB_HOST"] == "db" && variables["DB_PORT"] == "5432")
        }
    }

    @Test func thePasswordStaysAndWhatPeopleSetWins() async throws {
        try await DeliveryFixture.with { f in
            let files = ["index.html": "one", "dextra.yaml": Self.yaml]
            try await f.deploy(files)
            let first = f.services.state.withLock { $0.services.first?.environment["POSTGRES_PASSWORD"]?.reveal() }
            try await f.environments.set(
                "DATABASE_URL", to: Redacted("postgres://elsewhere"), secret: false, project: try ProjectName("shop"),
                profile: .production, by: "ann")
            try await f.deploy(files)
            #expect(
                f.services.state.withLock { $0.services.first?.environment["POSTGRES_PASSWORD"]?.reveal() } == first)
            #expect(f.platform.state.withLock { $0.environments[2]?["DATABASE_URL"] } == "postgres://elsewhere")
        }
    }

    @Test func oneThatIsNoLongerNamedIsTakenDownAndTheRestGoesWithTheProject() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "one", "dextra.yaml": Self.yaml])
            try await f.deploy(["index.html": "two"])
            #expect(f.services.state.withLock { $0.services.isEmpty })
            let run = try await f.service.destroy(try ProjectName("shop"))
            #expect(try await f.engine.wait(run.id).state == .succeeded)
            #expect(f.services.state.withLock { $0.isDestroyed })
        }
    }
}
