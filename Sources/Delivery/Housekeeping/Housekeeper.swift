// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
package import Workflows

/// What becomes due by itself: predecessors whose time of being warm is over, and contents nobody refers to.
package struct Housekeeper: Sendable {
    private let parts: DeliveryParts
    private let engine: WorkflowEngine
    private let intake: SourceIntake

    private static let pause: Duration = .seconds(15)
    /// Rounds between two looks for unused contents.
    private static let roundsPerSweep = 4 * 60

    package init(_ parts: DeliveryParts, engine: WorkflowEngine, intake: SourceIntake) {
        self.parts = parts
        self.engine = engine
        self.intake = intake
    }

    /// Works until its task is cancelled.
    package func run() async throws {
        var round = 0
        while true {
            try await parts.time.sleep(for: Self.pause)
            round += 1
            await attempt("warm releases can't be retired") { try await retireDue() }
            if round % Self.roundsPerSweep == 0 {
                await attempt("unused contents can't be removed") { _ = try await intake.removeUnused() }
            }
        }
    }

    /// Asks for the retirement of every warm release whose time is over; asking again makes no second run.
    package func retireDue() async throws {
        let now = parts.time.now()
        let due = try await parts.database.read { [parts] connection in
            let here = Set(try ProjectStore().list(on: connection).filter(parts.isHere).map(\.id))
            return try ReleaseStore().list(status: .warm, on: connection).compactMap {
                release -> (Release, Timestamp)? in
                guard here.contains(release.projectID) else { return nil }
                let others = try ReleaseStore().list(
                    project: release.projectID, profile: release.profile, on: connection)
                guard let time = release.retirementTime(among: others), time <= now else { return nil }
                return (release, time)
            }
        }
        for (release, since) in due {
            _ = try await engine.submit(
                kind: Retirement.kind, subject: DeliveryParts.subject(of: release.projectID),
                projectID: release.projectID,
                input: try JSONValue(encoding: RetireInput(project: release.projectID, release: release.id)),
                node: parts.node.description,
                idempotencyKey: "retire/\(release.id)/\(since.millisecondsSinceEpoch)")
        }
    }

    private func attempt(_ complaint: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch is CancellationError {
            return
        } catch {
            parts.logger.warning("\(complaint): \(error)")
        }
    }
}
