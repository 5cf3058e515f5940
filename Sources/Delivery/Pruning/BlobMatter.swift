// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Contents of sources that neither a kept release nor an unfinished deployment of this node's projects refers to.
struct BlobMatter: PruneMatter {
    let kind = PruneKind.blob
    private let parts: DeliveryParts
    private let intake: SourceIntake

    init(_ parts: DeliveryParts, _ intake: SourceIntake) {
        self.parts = parts
        self.intake = intake
    }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        guard scope.project == nil else { return }
        let leaving = report.leavingReleases
        let used = try await intake.used(without: leaving)
        let usedNow = leaving.isEmpty ? used : try await intake.used()
        let isHeld = await intake.isHeld
        for blob in try await parts.blobs.entries() {
            if used.contains(blob.digest) {
                report.keep(kind, why: "a kept release or an unfinished deployment needs it")
            } else if scope.now - blob.usedAt < SourceIntake.patience {
                report.keep(kind, why: "sent or asked for within the last hour")
            } else if isHeld {
                report.keep(kind, why: "a backup is being made")
            } else {
                report.items.append(
                    PruneItem(
                        kind, blob.digest, size: blob.size,
                        why: usedNow.contains(blob.digest)
                            ? "the last release that needs it goes" : "nothing refers to it"))
            }
        }
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        try await intake.removeUnused(item.name)
    }
}
