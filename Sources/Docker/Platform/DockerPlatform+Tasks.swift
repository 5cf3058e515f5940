// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
package import Platforms
import Primitives

extension DockerPlatform {
    package func run(_ task: ReleaseTask, of release: PlatformRelease, output: LogReceiver) async throws {
        let objects = try await objects(release.reference.target)
        try await objects.ensureShared()
        let engine = objects.engine
        let process = ReleaseProcess(
            kind: .task, name: "task-\(String(random.next() >> 24, radix: 36))", command: task.command)
        let plan = try ContainerPlan(process, of: release, naming: naming)
        let id = try await launcher(engine).make(plan, port: nil)
        do {
            try await attend(id, task, of: release, in: engine, output: output)
            await remove(id, from: engine)
        } catch {
            await remove(id, from: engine)
            throw error
        }
    }

    /// Also when the task was cancelled, on which calls would fail at once: a task of its own, waited for here. What
    /// the engine doesn't remove now, recovery does.
    private func remove(_ id: String, from engine: DockerEngine) async {
        let time = time
        await Task { try? await engine.discard(id, time) }.value
    }

    /// Starts the container and stays with it to its end.
    private func attend(
        _ id: String, _ task: ReleaseTask, of release: PlatformRelease, in engine: DockerEngine, output: LogReceiver
    ) async throws {
        var last: [String] = []
        try await engine.start(id)
        let (time, timeout, grace) = (time, task.timeout, release.stopGrace)
        let isLate = try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                do { try await time.sleep(for: timeout) } catch { return false }
                // Its end is seen below, before the engine answers.
                try? await engine.stop(id, timeout: grace)
                return true
            }
            try await engine.logs(of: id, Containers.LogQuery(follow: .untilEnd)) { record in
                let line = Platforms.LogLine(record, process: nil)
                last = last.suffix(FailureEvidence.maximumLines - 1) + [line.text]
                try await output(line)
            }
            // Its output may be closed before its end.
            _ = try await engine.wait(id)
            group.cancelAll()
            return try await group.next() ?? false
        }
        let state = try await engine.container(id).state
        let evidence = FailureEvidence(log: last)
        guard !isLate else {
            throw Failure(
                .timedOut, "'\(task.command)' of \(release.reference) did not end within \(task.timeout.inSeconds) s",
                hint: "its last lines say how far it got"
            ).adding(evidence)
        }
        guard state.exitCode == 0 else {
            let words = ContainerEnd.words(code: state.exitCode, isOutOfMemory: state.isOutOfMemory)
            throw Failure(
                .releaseCommandFailed, "'\(task.command)' of \(release.reference) failed: \(words)",
                hint: "its last lines say why; the release before it still serves",
                metadata: [.init("exit", words)]
            ).adding(evidence)
        }
    }
}
