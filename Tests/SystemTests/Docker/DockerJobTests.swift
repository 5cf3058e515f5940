// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import FoundationEssentials
import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// What the product is for, with containers: from the command line to the answer of the application.
    @Suite(
        .serialized, .enabled(if: ToolchainImages.canRun, "\(ToolchainImages.requirement)"), .timeLimit(.minutes(15)))
    struct DockerJobTests {
        @Test func versionsSwitchUnderTrafficScaleAndRollBack() async throws {
            try await DockerInstallation.with { test in
                let app = try test.write("shop", version: "1")
                let first = try await test.run("deploy", app)
                #expect(first.status.isSuccess, "\(first)")
                let url = try await test.dextra.url("shop")
                #expect(try await test.dextra.get("\(url)/") == "1")
                let load = try await Load.begin(on: url, of: test.dextra)
                for version in 2...3 {
                    try test.write("shop", version: "\(version)")
                    let outcome = try await test.run("deploy", app)
                    #expect(outcome.status.isSuccess, "\(outcome)")
                    #expect(try await test.dextra.get("\(url)/") == "\(version)")
                }
                let scaled = try await test.run("scale", "3", "--project", "shop")
                #expect(scaled.status.isSuccess, "\(scaled)")
                let status = try JSONText.decode(
                    JSONValue.self, from: try await test.run("status", "shop", "--json").output)
                let processes = status["profiles"]?[0]?["service"]?["processes"]?.array ?? []
                #expect(processes.compactMap { $0["name"]?.string } == ["web.1", "web.2", "web.3"])
                let back = try await test.run("rollback", "--project", "shop")
                #expect(back.status.isSuccess, "\(back)")
                #expect(try await test.dextra.get("\(url)/") == "2")
                let one = try await test.run("scale", "1", "--project", "shop")
                #expect(one.status.isSuccess, "\(one)")
                let (ended, report) = try await load.end()
                #expect(ended.isSuccess, "\(report)")
                let logs = try await test.run("logs", "shop", "-n", "50")
                #expect(logs.output.contains("serving version 2"), "\(logs)")
            }
        }

        /// No Dockerfile in the project: one follows from what it is.
        @Test func aProjectWithoutADockerfileGetsOne() async throws {
            try await DockerInstallation.with { test in
                let app = try test.dextra.writeApp("shop", version: "1")
                try test.dextra.write("name: shop\nplatform: docker\n", to: "shop/dextra.yaml")
                let printed = try await test.run("dockerfile", app)
                let base = try #require(
                    printed.output.split(separator: "\n").first { $0.hasPrefix("FROM ") }?.split(separator: " ")[1])
                try await ToolchainImages.provide(.python, as: [String(base)], in: test.daemon, test.engine)
                let outcome = try await test.run("deploy", app)
                #expect(outcome.status.isSuccess, "\(outcome)")
                #expect(try await test.dextra.get("\(try await test.dextra.url("shop"))/") == "1")
            }
        }

        @Test func aBadCanaryIsTakenBackAndTheOldReleaseServesOn() async throws {
            try await DockerInstallation.with { test in
                let canary = "canary: {steps: [50%], interval: 60s, min_requests: 10}\n"
                let app = try test.write("shop", version: "1", yaml: canary)
                #expect(try await test.run("deploy", app).status.isSuccess)
                let url = try await test.dextra.url("shop")
                try test.write("shop", version: "2", yaml: canary)
                let source = try String(contentsOf: URL(filePath: "\(app)/app.py"), encoding: .utf8)
                // Good at the gate, bad at work.
                try test.dextra.write(
                    source.replacing(
                        "self.send_response(200)", with: "self.send_response(200 if self.path == '/' else 500)"),
                    to: "shop/app.py")
                async let deployed = test.run("deploy", app)
                let requests = Task {
                    while !Task.isCancelled { _ = try? await test.dextra.get("\(url)/work") }
                }
                let outcome = try await deployed
                requests.cancel()
                _ = await requests.value
                #expect(outcome.status == .exited(1), "\(outcome)")
                #expect((outcome.output + outcome.error).contains("canary_aborted"), "\(outcome)")
                for _ in 0..<10 { #expect(try await test.dextra.get("\(url)/work") == "1") }
                #expect(try await test.running(of: "shop").allSatisfy { !$0.contains("-v2-") })
            }
        }

        @Test func servicesAreThereBeforeTheReleaseAndWorkersBesideIt() async throws {
            try await DockerInstallation.with { test in
                let yaml = """
                    release: python3 -c "import os, urllib.request; print('found', len(urllib.request.urlopen(f'http://{os.environ[\\"FILES_HOST\\"]}:{os.environ[\\"FILES_PORT\\"]}').read()))"
                    services:
                      files: {image: "\(DockerInstallation.python)", command: [python3, -m, http.server, "9000"], port: 9000}
                    workers:
                      tick: while true; do echo tick from $DEXTRA_RELEASE; sleep 0.2; done

                    """
                let app = try test.write("shop", version: "1", yaml: yaml)
                let outcome = try await test.run("deploy", app)
                #expect(outcome.status.isSuccess, "\(outcome)")
                #expect((outcome.output + outcome.error).contains("found "), "\(outcome)")
                try await eventually("the worker works") {
                    try await test.run("logs", "shop", "--process", "tick").output.contains("tick from 1")
                }
                let status = try await test.run("status", "shop")
                #expect(
                    status.output.contains("files running") && status.output.contains("tick.1 running"), "\(status)")
                try test.write("shop", version: "2", yaml: yaml)
                #expect(try await test.run("deploy", app).status.isSuccess)
                let names = try await test.running(of: "shop")
                #expect(names.contains { $0.hasSuffix("-v2-tick.1") } && names.contains { $0.hasSuffix("-files") })
                #expect(!names.contains { $0.hasSuffix("-v1-tick.1") })
                let server = try #require(try await test.dextra.info()["node"]?.string?.suffix(8))

                let destroyed = try await test.run("destroy", "shop", "--yes")
                #expect(destroyed.status.isSuccess, "\(destroyed)")
                #expect(try await test.containers(of: "shop").isEmpty)
                let images = try await test.engine.images(labels: ["dev.dextra.server": String(server)])
                #expect(images.filter { !$0.tags.isEmpty }.isEmpty)
            }
        }
    }
}
