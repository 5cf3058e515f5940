// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Platforms
import Primitives

/// Makes containers run as planned: finds what is there, replaces what is something else, and may be interrupted and
/// called again at any point.
struct ContainerLauncher: Sendable {
    /// A host port may be taken by another program in the moment between the look and the start.
    private static let portAttempts = 5

    let engine: DockerEngine
    let ports: ContainerPorts
    let publishing: Publishing
    let time: TimeSource

    struct Launched: Sendable {
        var name: String
        var port: Int?
        var adopted: Bool
    }

    /// - existing: what has the process's label now.
    /// - keepsCrashing: whether one that waits to be started again after a crash is left alone.
    func ensure(
        _ plan: ContainerPlan, existing: [ContainerSummary], keepsCrashing: Bool = false
    ) async throws -> Launched {
        var fitting: ContainerSummary?
        for container in existing where container.processName == plan.process.name {
            if fits(container, plan, keepsCrashing: keepsCrashing), fitting == nil {
                fitting = container
            } else {
                try await engine.discard(container.id, time)
            }
        }
        guard let fitting else { return try await create(plan) }
        if fitting.status == .running || fitting.status == .paused || (keepsCrashing && fitting.isKept) {
            return Launched(name: plan.process.name, port: fitting.port, adopted: true)
        }
        do {
            // The engine would wait longer and longer with one that keeps crashing.
            if fitting.isKept { try await engine.stop(fitting.id) }
            try await engine.start(fitting.id)
            return Launched(name: plan.process.name, port: fitting.port, adopted: false)
        } catch let failure as Failure where Self.isReplaceable(failure.code) {
            try await engine.discard(fitting.id, time)
            return try await create(plan)
        }
    }

    /// One that runs is taken as it is: a secret or a setting that was changed since is no reason to cut off what it serves.
    /// One that has to be started anyway must be what it would be made as now.
    private func fits(_ container: ContainerSummary, _ plan: ContainerPlan, keepsCrashing: Bool) -> Bool {
        switch container.status {
        case .running, .paused: true
        // Created and not started: something may be missing in it.
        case .created, .dead, .removing: false
        case .restarting where keepsCrashing: true
        default: container.labels[DockerNaming.Label.description] == plan.digest
        }
    }

    /// Somebody else has its port by now, or its network or it itself was removed.
    private static func isReplaceable(_ code: FailureCode) -> Bool {
        [.portTaken, .networkNotFound, .containerNotFound].contains(code)
    }

    private func create(_ plan: ContainerPlan) async throws -> Launched {
        guard plan.process.kind == .web else {
            let id = try await make(plan, port: nil)
            try await engine.start(id)
            return Launched(name: plan.process.name, port: nil, adopted: false)
        }
        var failed: Set<Int> = []
        while true {
            let port = try await ports.reserve(in: engine, publishing, avoiding: failed)
            defer { ports.release(port) }
            let id = try await make(plan, port: port)
            do {
                try await engine.start(id)
                return Launched(name: plan.process.name, port: port, adopted: false)
            } catch let failure as Failure where failure.code == .portTaken && failed.count < Self.portAttempts {
                failed.insert(port)
                try await engine.discard(id, time)
            }
        }
    }

    /// Creates the container, with a data folder that its user may write to whoever that is: a new volume is root's.
    func make(_ plan: ContainerPlan, port: Int?) async throws -> String {
        let id = try await engine.create(plan.spec(port: port, publishing: publishing), name: plan.name)
        let folder = TarEntry(String(ContainerPlan.dataFolder.dropFirst()), .directory, mode: 0o777)
        try await engine.copy([(folder, [])], to: "/", of: id)
        return id
    }
}
