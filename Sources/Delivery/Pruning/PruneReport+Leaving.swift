// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// What a preview has found so far, and so what is gone by the time of what comes after it. A removal looks at each kind
/// after the one before is gone: its reports begin empty.
extension PruneReport {
    var leavingReleases: Set<ReleaseID> { leaving(.release) }
    var leavingRuns: Set<RunID> { leaving(.run) }

    private func leaving<Subject>(_ kind: PruneKind) -> Set<Identifier<Subject>> {
        Set(items.filter { $0.kind == kind }.compactMap { Identifier($0.name) })
    }
}
