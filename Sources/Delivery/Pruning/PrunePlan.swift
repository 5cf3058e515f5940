// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
import Storage
import Workflows

/// Everything that a server removes by itself or when asked: the preview, the run and the housekeeper all go by this.
package struct PrunePlan: Sendable {
    private let parts: DeliveryParts
    private let matters: [any PruneMatter]

    package init(_ parts: DeliveryParts, intake: SourceIntake, backups: BackupParts) {
        self.init(
            parts,
            [
                ReleaseMatter(parts), ArtifactMatter(parts), ImageMatter(parts), CacheMatter(parts), RunMatter(parts),
                LogMatter(parts), AppLogMatter(parts),
                EventMatter(parts), BlobMatter(parts, intake), ProgramMatter(parts), BackupMatter(home: backups.home),
            ])
    }

    /// What a deployment leaves over of its own project, once it serves.
    init(ofProjectsIn parts: DeliveryParts) {
        self.init(parts, [ReleaseMatter(parts), ArtifactMatter(parts), ImageMatter(parts)])
    }

    private init(_ parts: DeliveryParts, _ matters: [any PruneMatter]) {
        self.parts = parts
        self.matters = matters
    }

    var kinds: [PruneKind] { matters.map(\.kind) }

    /// What would go and what would stay; changes nothing. Throws `project_not_found`.
    package func report(project: ProjectName? = nil) async throws -> PruneReport {
        let scope = try await PruneScope.read(project, parts)
        var report = PruneReport()
        for matter in matters { try await matter.look(scope, &report) }
        return report
    }

    /// Removes what is too much of a kind, tells of each, and goes on when one can't be removed.
    func carryOut(
        _ kind: PruneKind, _ scope: PruneScope, tell: (PruneItem, Failure?) async throws -> Void = { _, _ in }
    ) async throws -> PruneTally {
        var tally = PruneTally()
        for matter in matters where matter.kind == kind {
            var report = PruneReport()
            try await matter.look(scope, &report)
            for item in report.items {
                try Task.checkCancellation()
                do {
                    guard try await matter.remove(item, scope) else { continue }
                    tally.count += 1
                    tally.bytes += item.size ?? 0
                    try await tell(item, nil)
                } catch let failure as Failure {
                    parts.logger.warning("\(kind.rawValue) \(item.name) can't be removed: \(failure)")
                    tally.failed += 1
                    try await tell(item, failure)
                }
            }
        }
        return tally
    }

    /// A round of all kinds; what can't be removed is in the log and tried again in the next.
    package func carryOutAll() async throws {
        let scope = try await PruneScope.read(nil, parts)
        for kind in kinds { _ = try await carryOut(kind, scope) }
    }
}

/// How much went.
struct PruneTally: Sendable, Hashable, Codable {
    var count = 0
    var bytes: Int64 = 0
    /// What could not be removed.
    var failed = 0

    static func + (left: PruneTally, right: PruneTally) -> PruneTally {
        PruneTally(count: left.count + right.count, bytes: left.bytes + right.bytes, failed: left.failed + right.failed)
    }
}
