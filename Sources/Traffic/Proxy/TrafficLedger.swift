// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Adds up what several workers count: each begins with 0, and one that was replaced goes on with what it still serves.
///
/// In memory only, so a restart of the server begins anew with what the workers count that are there.
struct TrafficLedger: Sendable {
    private typealias Counts = [String: [ServerName: ServerCounts]]

    /// By worker, in the order in which they were first seen.
    private var workers: [(process: Int32, counts: Counts)] = []
    /// Of workers that are gone.
    private var gone: Counts = [:]

    /// Takes what a worker counts. One whose counts went back is another with the same process ID.
    mutating func note(_ counts: [String: [ServerName: ServerCounts]], of process: Int32) {
        guard let index = workers.firstIndex(where: { $0.process == process }) else {
            workers.append((process, counts))
            return
        }
        let isAnother = workers[index].counts.contains { backend, servers in
            servers.contains { (counts[backend]?[$0.key]?.requests ?? .max) < $0.value.requests }
        }
        if isAnother { bury(index) } else { workers.remove(at: index) }
        workers.append((process, counts))
    }

    /// Adds those that are no longer there to what is remembered.
    mutating func keep(_ processes: Set<Int32>) {
        for index in workers.indices.reversed() where !processes.contains(workers[index].process) { bury(index) }
    }

    /// Forgets releases that are no longer behind the backend, so that the memory doesn't grow.
    mutating func forget(_ backend: String, except releases: Set<Int>) {
        gone[backend] = gone[backend]?.filter { releases.contains($0.key.release) }
    }

    /// The sums for a release; the latency of the latest worker in which it answered something.
    func total(_ backend: String, release: Int) -> ReleaseCounts {
        var total = ReleaseCounts(release: release)
        for counts in [gone] + workers.map(\.counts) {
            let servers = (counts[backend] ?? [:]).filter { $0.key.release == release && $0.value.requests > 0 }.values
            total.requests += servers.reduce(0) { $0 + $1.requests }
            total.failures += servers.reduce(0) { $0 + $1.failures }
            let weights = servers.map { (min($0.requests, ServerCounts.window), $0.milliseconds) }
            let all = weights.reduce(0) { $0 + $1.0 }
            if all > 0 { total.latency = .milliseconds(weights.reduce(0) { $0 + $1.0 * $1.1 } / all) }
        }
        return total
    }

    private mutating func bury(_ index: Int) {
        for (backend, servers) in workers.remove(at: index).counts {
            for (name, counts) in servers {
                let earlier = gone[backend]?[name]
                gone[backend, default: [:]][name] = ServerCounts(
                    requests: counts.requests + (earlier?.requests ?? 0),
                    failures: counts.failures + (earlier?.failures ?? 0),
                    milliseconds: counts.requests > 0 ? counts.milliseconds : earlier?.milliseconds ?? 0)
            }
        }
    }
}
