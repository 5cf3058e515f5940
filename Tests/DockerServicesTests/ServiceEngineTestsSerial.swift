// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import Platforms
import Primitives
import Testing

/// An engine that dies. Serial: each test has one of its own.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(3)), .serialized)
struct ServiceEngineTestsSerial {
    @Test func servicesComeBackWithTheirEngineAtTheirPorts() async throws {
        let daemon = try await DockerDaemon.start()
        defer { daemon.discard() }
        try await ServiceFixture.with(daemon) { test in
            let kept = test.shell("trap exit TERM; nc -ll -p 7000 -e cat & wait", name: "kept", ready: nil)
            let left = test.shell("trap exit TERM; sleep 1000 & wait", name: "left")
            let addresses = try await test.ensure(kept, left)
            try await test.ensure(kept)
            try await daemon.kill()
            await expectFailure("engine_unavailable") { try await test.ensure(kept) }
            try await daemon.run()
            try await until { try await test.container("kept").state.isRunning }
            #expect(try await test.ensure(kept) == [addresses[0]])
            let states = try await test.services.status(of: test.target).map(\.state)
            #expect(states == [.running, .stopped])
            #expect(
                try await test.run(
                    "/bin/sh", "-c", "echo hello | busybox nc -w 1 127.0.0.1 \(addresses[0].onHost.port)") == "hello\n")
        }
    }
}
