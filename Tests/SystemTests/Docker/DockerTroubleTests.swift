// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// The engine or the server ends at the wrong moment.
    @Suite(
        .serialized, .enabled(if: ToolchainImages.canRun, "\(ToolchainImages.requirement)"), .timeLimit(.minutes(15)))
    struct DockerTroubleTests {
        @Test func aServerKilledInTheMiddleOfABuildGoesOnWithIt() async throws {
            try await DockerInstallation.with { test in
                let app = try test.write("shop", version: "1", steps: "RUN echo building && sleep 4")
                async let deployed = test.run("deploy", app)
                try await eventually("the build has begun") {
                    try await test.run("logs", "shop", "--build").output.contains("building")
                }
                let server = try #require(try await test.dextra.info()["pid"]?.integer)
                try await RunningProcesses.kill(Int32(server))
                // The command line starts a server again and follows the run to its end.
                let outcome = try await deployed
                #expect(outcome.status.isSuccess, "\(outcome)")
                #expect(try await test.dextra.get("\(try await test.dextra.url("shop"))/") == "1")
                #expect(try await test.containers(of: "shop").count == 1)
                let running = try await test.engine.containers().filter { $0.status == .running }.map(\.name)
                #expect(running.count == 1, "a build of before still runs: \(running)")
            }
        }

        @Test func anEngineKilledInTheMiddleOfADeployIsAClearFailureAndTheOldReleaseComesBack() async throws {
            try await DockerInstallation.with { test in
                let app = try test.write("shop", version: "1")
                #expect(try await test.run("deploy", app).status.isSuccess)
                let url = try await test.dextra.url("shop")
                try test.write("shop", version: "2", steps: "RUN echo building && sleep 10")
                async let deployed = test.run("deploy", app)
                try await eventually("the build has begun") {
                    try await test.run("logs", "shop", "--build").output.contains("building")
                }
                try await test.daemon.kill()
                let outcome = try await deployed
                #expect(!outcome.status.isSuccess)
                #expect((outcome.output + outcome.error).contains("engine_"), "\(outcome)")
                try await test.daemon.run()
                try await eventually("the old release serves again") { try await test.dextra.get("\(url)/") == "1" }
                try test.write("shop", version: "3")
                let next = try await test.run("deploy", app)
                #expect(next.status.isSuccess, "\(next)")
                #expect(try await test.dextra.get("\(url)/") == "3")
                // The new one and its warm predecessor; nothing of the build that was cut off.
                #expect(try await test.running(of: "shop").count == 2)
                #expect(try await test.engine.containers().filter { $0.status == .running }.count == 2)
            }
        }

        @Test func withoutAnEngineTheErrorSaysHowToGetOne() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try dextra.write("name: shop\nplatform: docker\n", to: "shop/dextra.yaml")
                let outcome = try await dextra.dextra(
                    "deploy", app, environment: ["DOCKER_HOST": "unix:///nonexistent/docker.sock"])
                #expect(!outcome.status.isSuccess)
                #expect((outcome.output + outcome.error).contains("engine_unavailable"), "\(outcome)")
                // Everything else works as before.
                try dextra.write("name: shop\nstart: python3 app.py\n", to: "shop/dextra.yaml")
                let local = try await dextra.dextra("deploy", app)
                #expect(local.status.isSuccess, "\(local)")
            }
        }
    }
}
