// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage
import Synchronization
import Workflows

/// What deploying and rolling back have in common: the health gate, the switch, and what becomes of the predecessor.
extension DeliveryParts {
    /// The health gate, with the answers shown as they come.
    func prove(
        _ instance: PlatformInstance, _ release: Release, _ runtime: ReleaseRuntime, _ context: StepContext
    ) async throws {
        let platform = try platform(of: release)
        let asked = Mutex(0)
        try await runtime.masked {
            try await platform.probe(instance, of: runtime.release) { answer in
                let count = asked.withLock { count in
                    count += 1
                    return count
                }
                // There is no telling how many more it takes: each answer goes half of what is left.
                context.progress(
                    1 - 1 / Double(1 + count),
                    "\(runtime.release.health.path): \(runtime.mask.masked(answer.summary))")
            }
        }
    }

    /// Sends the traffic to a release and records that; its predecessor becomes warm.
    func activate(_ release: Release, _ instance: PlatformInstance, _ context: StepContext) async throws -> JSONValue {
        let address = try await platform(of: release).switchTraffic(to: instance)
        try await database.write { connection in
            guard try ReleaseStore().require(release.id, on: connection).status != .active else { return }
            let predecessor = try ReleaseStore().activate(release.id, at: time.now(), on: connection)
            try note(
                "release.activated", release, runID: context.runID,
                ["predecessor": predecessor.map { .integer(Int64($0.number)) } ?? .null, "url": .string(address.url)],
                on: connection)
        }
        return [
            "release": .integer(Int64(release.number)), "profile": .string(release.profile.rawValue),
            "url": .string(address.url), "alternatives": .array(address.alternatives.map(JSONValue.string)),
        ]
    }

    /// Undoes a switch: the traffic goes back to the release that had it. Without one there is nothing to go back to.
    func giveBack(from id: ReleaseID, to predecessor: ReleaseID?, _ context: StepContext) async throws {
        guard let predecessor else {
            return try await database.write { connection in
                let release = try ReleaseStore().require(id, on: connection)
                guard release.status == .active else { return }
                try move(id, to: .stopped, runID: context.runID, on: connection)
                try ReleaseStore().noteFailure(of: release, at: time.now(), on: connection)
            }
        }
        let release = try await wayBack(to: predecessor)
        let project = try await project(release.projectID)
        _ = try await platform(of: release).switchTraffic(to: try await running(release, of: project, context))
        try await database.write { connection in
            // The run itself, or a restart of the machine, may have stopped it since it became warm.
            guard try ReleaseStore().require(predecessor, on: connection).status != .active else { return }
            try ReleaseStore().activate(predecessor, at: time.now(), on: connection)
            try note("release.activated", release, runID: context.runID, on: connection)
        }
    }

    /// The release that undoing a run gives the traffic and the work back to; throws `release_pruned` when its files are
    /// gone by now.
    func wayBack(to predecessor: ReleaseID) async throws -> Release {
        let release = try await release(predecessor)
        guard release.status != .pruned else { throw RollbackTarget.pruned(release) }
        return release
    }
}

extension DeliveryParts {
    /// The release's instance; one that ended meanwhile is started and proven again, for traffic must go to something.
    /// One that doesn't prove itself does not run on.
    private func running(
        _ release: Release, of project: Project, _ context: StepContext
    ) async throws -> PlatformInstance {
        let platform = try platform(of: release)
        if let instance = try await platform.find(reference(to: release, of: project)) { return instance }
        let runtime = try await runtime(of: release, project: project, lenient: true)
        let instance = try await runtime.masked { try await platform.start(runtime.release) }
        do {
            try await prove(instance, release, runtime, context)
        } catch {
            try? await platform.stop(runtime.reference, grace: runtime.release.stopGrace)
            throw error
        }
        return instance
    }
}

extension ReleaseRuntime {
    /// Runs a body whose failure may carry the program's own words, and masks the secrets in them.
    func masked<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as Failure {
            throw mask.masked(failure)
        }
    }
}
