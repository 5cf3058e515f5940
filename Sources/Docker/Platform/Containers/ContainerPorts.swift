// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Primitives
import Synchronization
import Traffic

/// Which container is published where. The containers' labels are the record, those that don't run included, and those
/// of other servers on the same engine too.
final class ContainerPorts: Sendable {
    private let range: ClosedRange<Int>
    private let random: RandomSource
    /// Chosen here and not yet on a label.
    private let reserved = Mutex<Set<Int>>([])

    init(range: ClosedRange<Int>, random: RandomSource) {
        self.range = range
        self.random = random
    }

    /// A port that nobody has and nobody else gets until it is released. Throws `port_in_use` when there is none.
    func reserve(in engine: DockerEngine, _ publishing: Publishing, avoiding failed: Set<Int>) async throws -> Int {
        let labelled = try await engine.containers(labels: [DockerNaming.Label.port: ""])
            .compactMap { $0.labels[DockerNaming.Label.port].flatMap { Int($0) } }
        let chosen = reserved.withLock { reserved -> Int? in
            let taken = reserved.union(labelled).union(failed)
            let port = publishing.isLocal ? localPort(taken, publishing) : remotePort(taken)
            if let port { reserved.insert(port) }
            return port
        }
        guard let chosen else {
            throw Failure(
                .portInUse, "no port is free for a container from \(range.lowerBound) to \(range.upperBound)",
                hint: "remove containers that are no longer needed")
        }
        return chosen
    }

    func release(_ port: Int) { reserved.withLock { _ = $0.remove(port) } }

    private func localPort(_ taken: Set<Int>, _ publishing: Publishing) -> Int? {
        PortProbe.findFree(in: range, on: publishing.bind, avoiding: taken, random: random)
    }

    /// Whether it is free only the engine knows, when the container is started.
    private func remotePort(_ taken: Set<Int>) -> Int? {
        let start = Int(random.next() % UInt64(range.count))
        return (0..<range.count).lazy.map { self.range.lowerBound + (start + $0) % self.range.count }
            .first { !taken.contains($0) }
    }
}
