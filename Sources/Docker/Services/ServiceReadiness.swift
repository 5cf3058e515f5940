// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Platforms
import Primitives

/// Waits until a service can be used.
struct ServiceReadiness {
    private static let pause = Duration.milliseconds(200)
    /// For one answer of the ready command.
    private static let answerTimeout = Duration.seconds(10)

    private let place: ServicePlace
    private let container: String

    init(_ place: ServicePlace, container: String) {
        self.place = place
        self.container = container
    }

    private var engine: DockerEngine { place.engine }
    private var time: TimeSource { place.services.time }

    /// Throws `service_not_ready` with the last lines of its log.
    func wait() async throws {
        let deadline = time.uptime() + place.service.readyDeadline
        var lastAnswer: String?
        while true {
            let now = try await engine.container(container)
            switch now.state.status {
            case .running:
                lastAnswer = try await answer(now)
                if lastAnswer == nil { return }
            case .restarting where now.restartCount >= ServicePlace.restartsUntilLoop:
                throw try await notReady("keeps ending", now, lastAnswer)
            case .exited, .dead, .paused, .removing, .created:
                throw try await notReady("does not run", now, lastAnswer)
            case .restarting: break
            }
            guard time.uptime() < deadline else {
                throw try await notReady("was not ready within \(place.service.readyDeadline)", now, lastAnswer)
            }
            try await time.sleep(for: Self.pause)
        }
    }

    /// Why it isn't ready, in words; nil when it is.
    private func answer(_ now: ContainerSnapshot) async throws -> String? {
        if let command = place.service.readyCommand { return try await answer(of: command) }
        let address = now.networks.values.compactMap(\.address).first
        return try await accepts(address) ? nil : "connection refused"
    }

    private func answer(of command: String) async throws -> String? {
        let engine = engine
        let container = container
        let time = time
        return try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                do {
                    let result = try await engine.collect(ExecCommand(["/bin/sh", "-c", command]), in: container)
                    guard result.exitCode != 0 else { return nil }
                    let words = String(decoding: (result.error + result.output).prefix(400), as: UTF8.self)
                    let line = words.split(separator: "\n").last.map { ": \($0)" } ?? ""
                    return "the ready command ended with exit status \(result.exitCode)\(line)"
                } catch let failure as Failure where Self.meansEnd(failure) {
                    return "it ended meanwhile"
                }
            }
            group.addTask {
                try await time.sleep(for: Self.answerTimeout)
                return "the ready command gave no answer within \(Self.answerTimeout)"
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }

    /// A command whose container ends in its middle fails in many ways; the next look says what became of it.
    private static func meansEnd(_ failure: Failure) -> Bool {
        [.containerConflict, .containerStartFailed, .engineFailed, .notFound].contains(failure.code)
    }

    /// Asks the container itself: the engine's proxy on the published port takes every connection. Where the container's
    /// network can't be reached from here (an engine in a virtual machine), a connection through the proxy counts that
    /// it does not close again at once.
    private func accepts(_ address: String?) async throws -> Bool {
        if let address, let answer = try await connects(to: address, place.service.port) { return answer }
        let published = try await engine.container(container).ports.first { $0.container == place.service.port }
        guard let published, let probe = ConnectionProbe(host: "127.0.0.1", port: published.host) else { return false }
        try await time.sleep(for: .milliseconds(300))
        return probe.isAccepted == true && !probe.isClosed
    }

    /// nil when nothing at all is heard of the address.
    private func connects(to address: String, _ port: Int) async throws -> Bool? {
        guard let probe = ConnectionProbe(host: address, port: port) else { return false }
        for _ in 0..<50 {
            if let answer = probe.isAccepted { return answer }
            try await time.sleep(for: .milliseconds(20))
        }
        return nil
    }

    private func notReady(_ why: String, _ now: ContainerSnapshot, _ answer: String?) async throws -> Failure {
        var lines: [String] = []
        let query = Containers.LogQuery(tail: FailureEvidence.maximumLines)
        try await engine.logs(of: container, query) { line in
            if !line.text.isEmpty { lines.append(line.text) }
        }
        var failure = Failure(
            .serviceNotReady, "the service '\(place.service.name)' \(why)", hint: "read its last lines below")
        if let answer { failure = failure.adding("answer", answer) }
        if now.state.status != .running { failure = failure.adding("exit_code", String(now.state.exitCode)) }
        if now.state.isOutOfMemory { failure = failure.adding("reason", "it used more memory than it may") }
        return failure.adding(FailureEvidence(log: lines))
    }
}
