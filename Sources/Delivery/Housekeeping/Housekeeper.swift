// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
package import Workflows

/// What becomes due by itself: predecessors whose time of being warm is over, backups, and what is no longer kept.
package struct Housekeeper: Sendable {
    private let parts: DeliveryParts
    private let engine: WorkflowEngine
    private let intake: SourceIntake
    private let plan: PrunePlan
    private let backups: BackupService

    private static let pause: Duration = .seconds(15)
    /// Rounds between two looks for what is no longer needed; the first comes with the first round.
    private static let roundsPerSweep = 4 * 60

    package init(
        _ parts: DeliveryParts, engine: WorkflowEngine, intake: SourceIntake, plan: PrunePlan, backups: BackupService
    ) {
        self.parts = parts
        self.engine = engine
        self.intake = intake
        self.plan = plan
        self.backups = backups
    }

    /// Works until its task is cancelled.
    package func run() async throws {
        var round = 0
        var complaints = Complaints(logger: parts.logger)
        while true {
            try await parts.time.sleep(for: Self.pause)
            await complaints.attempt("warm releases can't be retired") { try await retireDue() }
            await complaints.attempt("a backup can't be started") { _ = try await backups.createDue() }
            if round % Self.roundsPerSweep == 0 {
                await complaints.attempt("sources on their way can't be removed") {
                    try await intake.removeUnusedRelays()
                }
                await complaints.attempt("what is no longer kept can't be removed") { try await plan.carryOutAll() }
            }
            round += 1
        }
    }

    /// Asks for the retirement of every warm release whose time is over; asking again makes no second run, unless that one
    /// has ended long ago without having stopped it.
    package func retireDue() async throws {
        let now = parts.time.now()
        let due = try await parts.database.read { [parts] connection in
            let here = Set(try ProjectStore().list(on: connection).filter(parts.isHere).map(\.id))
            return try ReleaseStore().list(status: .warm, on: connection).compactMap {
                release -> (Release, String)? in
                guard here.contains(release.projectID) else { return nil }
                let successors = try ReleaseStore().successors(of: release, on: connection)
                guard let time = release.retirementTime(before: successors), time <= now else { return nil }
                let last = try RunStore().latest(
                    of: DeliveryParts.subject(of: release.projectID),
                    underKeysFrom: RetirementSlot.keys(of: release.id), on: connection)
                return RetirementSlot(release: release.id, due: time).key(after: last, at: now).map { (release, $0) }
            }
        }
        for (release, key) in due {
            _ = try await engine.submit(
                kind: Retirement.kind, subject: DeliveryParts.subject(of: release.projectID),
                projectID: release.projectID,
                input: try JSONDocument(encoding: RetireInput(project: release.projectID, release: release.id)),
                node: parts.node.description,
                request: RunRequest(idempotencyKey: key))
        }
    }
}
