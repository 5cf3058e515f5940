// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms
import Primitives

extension PlatformRule {
    /// Releases of more than one process.
    static let many = [
        PlatformRule("workers run while they are wanted, beside the processes with traffic", needs: .runsWorkers) {
            world in
            let worker = WorkerProcess(
                name: "mail", command: "echo working; while true; do sleep 1; done", instances: 2)
            let release = world.release(1, workers: [worker])
            try await world.deploy(release)
            try await world.platform.startWorkers(of: release)
            let status = try await world.platform.status(of: release.reference)
            try same(status.processes.filter { $0.state == .running }.map(\.name), ["mail.1", "mail.2", "web.1"])
            try await world.until {
                try await world.log(1, LogQuery(process: "mail")).filter { $0.text == "working" }.count == 2
            }
            try same(
                try await world.log(1, LogQuery(process: "mail.2")).map(\.process), ["mail.2"])
            try await world.platform.startWorkers(of: world.release(1, workers: []))
            try same(try await world.platform.status(of: release.reference).processes.map(\.name), ["web.1"])
            try await world.platform.startWorkers(of: release)
            try await world.platform.stopWorkers(of: release.reference, grace: .seconds(1))
            let after = try await world.platform.status(of: release.reference)
            try same(after.processes.filter { $0.state == .running }.map(\.name), ["web.1"])
            try same(after.state, .running)
        },
        PlatformRule("a restarted server starts lost workers of the active release", needs: .runsWorkers) { world in
            let release = world.release(1, workers: [WorkerProcess(name: "mail", command: "exec sleep 600")])
            try await world.deploy(release)
            try await world.platform.startWorkers(of: release)
            try await world.losePower()
            let next = world.restartedServer()
            let reports = try await next.recover([ExpectedRelease(release: release, role: .active)])
            try same(reports.map(\.outcome), [.restarted])
            let running = try await next.status(of: release.reference).processes.filter { $0.state == .running }
            try same(running.map(\.name), ["mail.1", "web.1"])
        },
        PlatformRule("several processes share one release's traffic", needs: .scales) { world in
            let instance = try await world.deploy(world.release(1, instances: 3))
            try same(Set(instance.endpoints).count, 3)
            for number in 0..<30 { _ = try await world.ask("/say/\(number)") }
            try await world.until { try await world.log(1).count == 33 }
            for process in ["web.1", "web.2", "web.3"] {
                let share = try await world.log(1, LogQuery(process: process)).count
                try holds((6...16).contains(share), "\(process) wrote \(share) of 33 lines")
            }
            try same(
                try await world.platform.status(of: world.reference(1)).processes.map(\.name),
                ["web.1", "web.2", "web.3"])
            let again = try await world.restartedServer().start(world.release(1, instances: 3))
            try holds(again.adopted)
            try same(again.endpoints, instance.endpoints)
            let lines = try await world.log(1)
            try same(Set(lines.map(\.process)), ["web.1", "web.2", "web.3"])
            try same(lines.compactMap(\.position), lines.compactMap(\.position).sorted())
        },
        PlatformRule("more processes, then fewer, and nobody notices", needs: .scales) { world in
            try await world.deploy(world.release(1))
            try await world.deploy(world.release(1, instances: 3))
            try same(try await world.platform.find(world.reference(1))?.endpoints.count, 3)
            try await withThrowingTaskGroup { group in
                let asking = Collected<Int>()
                group.addTask {
                    while !Task.isCancelled { asking.add(try await world.ask().status) }
                }
                let two = world.release(1, instances: 2)
                let instance = try await world.deploy(two)
                try same(instance.endpoints.count, 2)
                try holds(instance.adopted)
                try await world.platform.trim(two, within: .seconds(10))
                try await world.platform.trim(two, within: .seconds(10))
                let before = asking.all.count
                try await world.until { asking.all.count >= before + 20 }
                try same(Set(asking.all), [200])
                group.cancelAll()
            }
            try same(try await world.platform.status(of: world.reference(1)).processes.map(\.name), ["web.1", "web.2"])
        },
        PlatformRule("a candidate gets a share of the traffic, and gives it back", needs: .splitsTraffic) { world in
            try await world.deploy(world.release(1))
            let second = world.release(2)
            let candidate = try await world.platform.start(second)
            try await world.platform.probe(candidate, of: second) { _ in }
            func answers() async throws -> Set<String> {
                var bodies: Set<String> = []
                for _ in 0..<100 { bodies.insert(try await world.ask().body) }
                return bodies
            }
            try await world.platform.splitTraffic(to: candidate, percent: 50)
            try same(try await answers(), ["v1", "v2"])
            let counts = try await world.platform.traffic(of: world.target)
            try same(counts.map(\.release), [1, 2])
            try holds(counts.allSatisfy { $0.requests > 0 && $0.failures == 0 && $0.latency != nil }, "\(counts)")
            try same(try await world.platform.exposure(of: world.target)?.activeRelease, 1)
            try await world.platform.splitTraffic(to: candidate, percent: 0)
            try same(try await answers(), ["v1"])
            try await world.platform.splitTraffic(to: candidate, percent: 50)
            _ = try await world.platform.switchTraffic(to: candidate)
            try same(try await answers(), ["v2"])
        },
    ]
}
