// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Hosting
import Platforms
import Primitives
import Traffic

/// A container as the health gate sees it, from the moment when the gate began.
struct GatedContainer: GatedProcess {
    private let engine: DockerEngine
    private let id: String
    private let restartsBefore: Int
    private let isLocal: Bool
    private let time: TimeSource

    init(_ container: ContainerSnapshot, in engine: DockerEngine, isLocal: Bool, time: TimeSource) {
        self.engine = engine
        id = container.id
        restartsBefore = container.restartCount
        self.isLocal = isLocal
        self.time = time
    }

    func condition() async throws -> GateMachine.Condition {
        let container: ContainerSnapshot
        do {
            container = try await engine.container(id)
        } catch let failure as Failure where failure.code == .containerNotFound {
            return .ended("its container was removed")
        }
        guard container.state.status == .running, container.restartCount <= restartsBefore else {
            let words = await ContainerEnd.words(of: container, in: engine, now: time.now())
            return .ended(words ?? "it is not running")
        }
        return container.objection.map(GateMachine.Condition.unwell) ?? .up
    }

    func listening() async -> [Int] {
        guard isLocal, let pid = try? await engine.container(id).state.processID else { return [] }
        return ListeningSockets.ports(of: ProcessTree.members(of: Int32(pid)))
    }

    func lastWords() async -> [String] {
        var lines: [String] = []
        try? await engine.logs(of: id, LogQuery(tail: FailureEvidence.maximumLines)) { lines.append($0.text) }
        return lines
    }
}

extension ContainerSnapshot {
    /// Why the engine finds it unwell: the image's own health check failed.
    var objection: String? {
        guard state.health == .unhealthy else { return nil }
        let output = state.healthOutput.map { ": " + $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return "the image's own health check failed" + (output ?? "")
    }
}
