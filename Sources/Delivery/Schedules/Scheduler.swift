// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Synchronization
package import Workflows

/// Starts the commands that active releases want run at certain times.
///
/// Each due minute makes one run, however often it is looked at: the run's idempotency key names it. What came due while
/// no server ran is made up for once when that is less than ten minutes ago; a command that still runs is not begun a
/// second time beside itself.
package final class Scheduler: Sendable {
    private let parts: DeliveryParts
    private let engine: WorkflowEngine
    /// The latest due minute of each subject that was seen to.
    private let done = Mutex<[String: Timestamp]>([:])

    private static let pause: Duration = .seconds(5)
    private static let lateness: Duration = .seconds(600)

    package init(_ parts: DeliveryParts, engine: WorkflowEngine) {
        self.parts = parts
        self.engine = engine
    }

    /// Works until its task is cancelled.
    package func run() async throws {
        while true {
            do {
                try await startDue()
            } catch is CancellationError {
                return
            } catch {
                parts.logger.warning("scheduled commands can't be started: \(error)")
            }
            try await parts.time.sleep(for: Self.pause)
        }
    }

    /// Starts all that is due now.
    package func startDue() async throws {
        let now = parts.time.now()
        let releases = try await parts.database.read { [parts] connection in
            let here = Set(try ProjectStore().list(on: connection).filter(parts.isHere).map(\.id))
            return try ReleaseStore().list(status: .active, on: connection).filter {
                here.contains($0.projectID) && !$0.settings.schedules.isEmpty
            }
        }
        for release in releases {
            for schedule in release.settings.schedules {
                guard let due = Self.latest(of: schedule, of: release, until: now) else { continue }
                try await start(schedule, of: release, due: due)
            }
        }
    }

    private func start(_ schedule: ScheduleDeclaration, of release: Release, due: Timestamp) async throws {
        let subject = ScheduledCommand.subject(release.projectID, release.profile, schedule.name)
        guard done.withLock({ $0[subject].map { $0 < due } ?? true }) else { return }
        let isBusy = try await parts.database.read { try !RunStore().open(subject: subject, on: $0).isEmpty }
        if isBusy {
            parts.logger.warning("a scheduled command still runs and is not begun again", ("schedule", schedule.name))
        } else {
            _ = try await engine.submit(
                kind: ScheduledCommand.kind, subject: subject, projectID: release.projectID,
                input: try JSONDocument(
                    encoding: ScheduledCommandInput(
                        project: release.projectID, profile: release.profile, schedule: schedule.name, due: due)),
                node: parts.node.description,
                request: RunRequest(idempotencyKey: "\(subject)/\(due.millisecondsSinceEpoch)"))
        }
        done.withLock { $0[subject] = due }
    }

    /// The latest minute that it was due, if that is not too long ago and the release was active then.
    private static func latest(of schedule: ScheduleDeclaration, of release: Release, until now: Timestamp)
        -> Timestamp?
    {
        var due: Timestamp?
        var time = max(release.activatedAt ?? release.createdAt, now + (.zero - lateness))
        while let next = schedule.cron.next(after: time), next <= now {
            due = next
            time = next
        }
        return due
    }
}
