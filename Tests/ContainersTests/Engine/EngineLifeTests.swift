// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import TestKit
import Testing

/// An engine that comes and goes. Serial: each test has one of its own to kill.
@Suite(
    .enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(2)), .serialized)
struct EngineLifeTestsSerial {
    @Test func anEngineKilledInABuildIsAFailureToTryAgain() async throws {
        try await withOwnEngine { daemon, engine in
            try await TemporaryDirectory.with { folder in
                try TestFolder.write("FROM \(BaseImage.name)\nRUN echo begun && sleep 30\n", to: folder + "/Dockerfile")
                var build = ImageBuild(tags: ["own:1"])
                build.builder = .classic
                build.network = "none"
                let failure = await expectFailure(.engineUnavailable) {
                    _ = try await engine.build(build, context: BuildContext(folder: folder)) { event in
                        if case .output("begun", _, _) = event { try await daemon.kill() }
                    }
                }
                #expect(failure?.isRetryable == true)
                let refused = await expectFailure(.engineUnavailable) { _ = try await engine.information() }
                #expect(refused?.hint != nil)
                try await daemon.run()
                // The same value works again.
                try TestFolder.write("FROM \(BaseImage.name)\nRUN echo begun\n", to: folder + "/Dockerfile")
                let id = try await engine.build(build, context: BuildContext(folder: folder))
                #expect(try await engine.image("own:1").id == id)
            }
        }
    }

    @Test func logsAndEventsGoOnAfterAnEnginesRestart() async throws {
        try await withOwnEngine { daemon, engine in
            var spec = ContainerSpec(image: BaseImage.name)
            spec.command = ["/bin/sh", "-c", "echo started; until test -e /tmp/end; do sleep 0.1; done; echo ended"]
            spec.network = .none
            let id = try await engine.create(spec)
            let notices = Recorded<EngineNotice>()
            let watching = Task {
                try await engine.watchEvents { notice in
                    notices.add(notice)
                    return true
                }
            }
            try await until { notices.all == [.connected(isFirst: true)] }
            try await engine.start(id)
            let lines = Recorded<String>()
            let reading = Task {
                try await engine.logs(of: id, LogQuery(follow: .acrossRestarts)) { lines.add($0.text) }
            }
            try await until { lines.all == ["started"] }
            try await daemon.kill()
            try await daemon.run()
            try await until { notices.all.contains(.connected(isFirst: false)) }
            // An engine that was killed takes its containers along when it starts.
            try await engine.start(id)
            try await until { lines.all.count { $0 == "started" } == 2 }
            #expect(try await engine.collect(ExecCommand(["/bin/touch", "/tmp/end"]), in: id).exitCode == 0)
            _ = try await engine.wait(id)
            try await until { lines.all.last == "ended" }
            #expect(lines.all == ["started", "started", "ended"])
            try await engine.remove(id)
            try await reading.value
            try await until {
                notices.all.contains { if case .event(let event) = $0 { event.action == "destroy" } else { false } }
            }
            watching.cancel()
            await #expect(throws: CancellationError.self) { try await watching.value }
        }
    }

    private func withOwnEngine(_ body: (DockerDaemon, DockerEngine) async throws -> Void) async throws {
        let daemon = try await DockerDaemon.start()
        do {
            let engine = try await daemon.engine()
            try await BaseImage.prepare(in: daemon, engine)
            try await body(daemon, engine)
        } catch {
            daemon.discard()
            throw error
        }
        daemon.discard()
    }
}
