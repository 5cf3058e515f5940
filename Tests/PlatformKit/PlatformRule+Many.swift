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
        PlatformRule("several processes share one release's name", needs: .scales) { world in
            let instance = try await world.deploy(world.release(1, instances: 3))
            try same(Set(instance.endpoints).count, 3)
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
    ]
}
