// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Hosting
package import Platforms
import Primitives

/// A container as people and the watchdog see it.
struct ContainerLook: Sendable {
    /// Restarts in a row from which on it is said to end again and again: the engine waits a second or more by then.
    private static let manyRestarts = 5

    let process: String
    let port: Int?
    let container: ContainerSnapshot
    /// How it last ended, in words.
    let lastExit: String?

    var state: InstanceState {
        switch container.state.status {
        case .running, .paused: .running
        case .restarting: container.restartCount >= Self.manyRestarts ? .crashLooping : .backoff
        case .created, .removing, .exited, .dead: .stopped
        }
    }

    /// - reach: where its port is.
    func forWatchdog(reach: String) -> ProcessLook {
        ProcessLook(
            name: process, state: state, restarts: container.restartCount, lastExit: lastExit,
            isKept: state != .stopped, endpoint: port.map { Endpoint(host: reach, port: $0) },
            objection: container.objection)
    }

    func status(isUnhealthy: Bool) -> ProcessStatus {
        let isUnwell = isUnhealthy || container.objection != nil
        return ProcessStatus(
            name: process, state: state == .running && isUnwell ? .unhealthy : state,
            restarts: container.restartCount, lastExit: lastExit)
    }
}

extension DockerPlatform {
    /// What of the release is on the engine, in the order of its processes.
    func containerLooks(at release: ReleaseReference) async throws -> [ContainerLook] {
        let objects = try await objects(release.target)
        var looks: [ContainerLook] = []
        for summary in try await objects.containers(release: release.number) {
            do {
                let container = try await objects.engine.container(summary.id)
                looks.append(
                    ContainerLook(
                        process: summary.processName, port: summary.port, container: container,
                        lastExit: await ContainerEnd.words(of: container, in: objects.engine, now: time.now())))
            } catch let failure as Failure where failure.code == .containerNotFound {
                continue
            }
        }
        return looks
    }

    package func status(of release: ReleaseReference) async throws -> InstanceStatus {
        let looks = try await containerLooks(at: release)
        let web = looks.filter { $0.port != nil }
        guard let first = web.first ?? looks.first else { return InstanceStatus(state: .absent) }
        let processes = looks.map { $0.status(isUnhealthy: registry.isUnhealthy(release, $0.process)) }
        let states = processes.filter { status in web.contains { $0.process == status.name } }.map(\.state)
        let reach = publishing(try await link.engine()).reach
        return InstanceStatus(
            state: Self.worst(of: states.isEmpty ? processes.map(\.state) : states),
            endpoint: first.port.map { Endpoint(host: reach, port: $0) },
            processID: first.container.state.processID, startedAt: first.container.state.started,
            restarts: looks.reduce(0) { $0 + $1.container.restartCount },
            lastExit: looks.lazy.compactMap(\.lastExit).first, processes: processes)
    }

    /// The state of all together: what a person should look at first.
    private static func worst(of states: [InstanceState]) -> InstanceState {
        let order: [InstanceState] = [.crashLooping, .backoff, .unhealthy, .starting, .running]
        return order.first { states.contains($0) } ?? .stopped
    }
}
