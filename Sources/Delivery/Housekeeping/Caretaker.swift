// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Platforms
import Primitives
import Storage

/// Brings what should run back after a restart, and records what happens to it while the server lives.
package struct Caretaker: Sendable {
    private let parts: DeliveryParts

    package init(_ parts: DeliveryParts) { self.parts = parts }

    /// Adopts or starts what the store says is active or warm. One that can't be brought back doesn't stop the rest.
    /// Returns the active ones whose files are not there and have to be built again.
    package func recover() async -> [Release] {
        var unbuilt: [Release] = []
        do {
            var ids: [ReleaseReference: ReleaseID] = [:]
            var expected: [PlatformName: [ExpectedRelease]] = [:]
            for release in try await running() {
                if release.status == .active, await isGone(release) {
                    unbuilt.append(release)
                    continue
                }
                guard let expectation = await expectation(release) else { continue }
                ids[expectation.release.reference] = release.id
                expected[release.platformName, default: []].append(expectation)
            }
            for (name, expected) in expected.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                for report in await reports(expected, by: name) {
                    if let id = ids[report.reference] { try await record(report, id) }
                }
            }
        } catch {
            parts.logger.error("what ran before can't be brought back: \(error)")
        }
        return unbuilt
    }

    /// Whether what it is made of is not there. Where that can't be found out just now, it is not to be made again.
    private func isGone(_ release: Release) async -> Bool {
        do {
            return try await !parts.isBuilt(release, of: try await parts.project(release.projectID))
        } catch {
            return false
        }
    }

    /// One platform that can't answer doesn't keep the others from theirs.
    private func reports(_ expected: [ExpectedRelease], by name: PlatformName) async -> [RecoveryReport] {
        do {
            return try await parts.platforms.platform(name).recover(expected)
        } catch {
            let failure = Failure.wrapping(error)
            return expected.map { RecoveryReport(reference: $0.release.reference, outcome: .failed(failure)) }
        }
    }

    private func running() async throws -> [Release] {
        try await parts.database.read { [parts] connection in
            let here = Set(try ProjectStore().list(on: connection).filter(parts.isHere).map(\.id))
            let running =
                try ReleaseStore().list(status: .active, on: connection)
                + ReleaseStore().list(status: .warm, on: connection)
            return running.filter { here.contains($0.projectID) }
        }
    }

    private func expectation(_ release: Release) async -> ExpectedRelease? {
        do {
            let project = try await parts.project(release.projectID)
            let runtime = try await parts.runtime(of: release, project: project, lenient: true)
            return ExpectedRelease(
                release: runtime.release, exposure: runtime.exposure, role: release.status == .active ? .active : .warm)
        } catch {
            parts.logger.error("a release can't be brought back: \(error)", ("release", "\(release.id)"))
            return nil
        }
    }

    /// Watches what is active and records every change nobody asked for, until the task is cancelled.
    package func watch() async throws {
        try await withThrowingTaskGroup { group in
            for platform in parts.platforms.all {
                group.addTask { try await platform.watch { await record($0) } }
            }
            try await group.waitForAll()
        }
    }

    private func record(_ report: RecoveryReport, _ id: ReleaseID) async throws {
        let release = try await parts.release(id)
        switch report.outcome {
        case .adopted: parts.logger.info("adopted", ("release", "\(report.reference)"))
        case .restarted:
            try await note(
                release, state: "running", detail: "started again after a restart of the machine or the server")
        case .gone:
            try await parts.database.write { [parts] connection in
                guard try ReleaseStore().require(id, on: connection).status == .warm else { return }
                try parts.move(id, to: .stopped, runID: nil, on: connection)
            }
        case .failed(let failure):
            parts.logger.error("a release can't be brought back: \(failure)", ("release", "\(report.reference)"))
            try await note(release, state: "failed", detail: failure.message)
        }
    }

    private func record(_ event: PlatformEvent) async {
        do {
            let release = try await parts.database.read { connection -> Release? in
                guard let project = try ProjectStore().find(named: event.reference.target.project, on: connection)
                else {
                    return nil
                }
                return try ReleaseStore().find(
                    number: event.reference.number, project: project.id, profile: event.reference.target.profile,
                    on: connection)
            }
            guard let release else { return }
            try await note(release, state: event.state.rawValue, detail: event.detail)
        } catch {
            parts.logger.error("a change of a service can't be recorded: \(error)")
        }
    }

    private func note(_ release: Release, state: String, detail: String) async throws {
        try await parts.database.write { [parts] connection in
            try parts.note(
                "service.state", release, runID: nil, ["state": .string(state), "detail": .string(detail)],
                on: connection)
        }
    }
}
