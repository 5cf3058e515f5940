// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Which of a profile's releases need not be kept: by number, by age, and those that failed.
///
/// What is active, warm or a candidate stays whatever the bounds are.
struct ReleaseRetention: Sendable, Hashable {
    /// In all, those that run included; a project's own `keep` goes before it.
    var count: Int
    /// None that has not run since; nil looks at no age.
    var since: Timestamp?

    init(_ scope: PruneScope) {
        count = scope.settings.releasesKeep
        since = scope.settings.releasesKept.map(scope.before)
    }

    /// Of one profile, with the reason of each.
    func disposable(_ releases: [Release]) -> [(release: Release, why: String)] {
        let newest = releases.max { $0.number < $1.number }
        let keep = (releases.first { $0.status == .active } ?? newest)?.settings.keep ?? count
        let running = releases.count { $0.status == .active || $0.status == .warm }
        let stopped = releases.filter { $0.status == .stopped }.sorted { $0.number > $1.number }
        let places = max(0, keep - running)
        return stopped.dropFirst(places).map { ($0, "beyond the \(keep) that are kept") }
            + stopped.prefix(places).filter(isOld).map { ($0, "has not run for longer than releases are kept") }
            + releases.filter { $0.status == .failed }.map { ($0, "failed") }
    }

    private func isOld(_ release: Release) -> Bool {
        guard let since else { return false }
        return (release.endedAt ?? release.activatedAt ?? release.createdAt) < since
    }
}
