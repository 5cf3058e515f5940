// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Which release a rollback goes to.
enum RollbackTarget {
    /// The release of a number or, when it is nil, the newest below the active one that once served.
    ///
    /// - releases: all of the profile, in any order.
    ///
    /// Throws `release_not_found`, `no_previous_release`, and what ``check(_:)`` throws.
    static func choose(_ number: Int?, among releases: [Release]) throws(Failure) -> Release {
        if let number {
            guard let release = releases.first(where: { $0.number == number }) else { throw notFound(number) }
            try check(release)
            return release
        }
        let active = releases.first { $0.status == .active }
        let earlier = releases.filter { $0.activatedAt != nil && $0.number < active?.number ?? Int.max }
        guard
            let release = earlier.filter({ $0.status == .warm || $0.status == .stopped }).max(by: {
                $0.number < $1.number
            })
        else {
            if let pruned = earlier.max(by: { $0.number < $1.number }) { try check(pruned) }
            throw Failure(
                .noPreviousRelease, "there is no earlier release to go back to",
                hint: "'dextra releases' lists what there is; deploy a version that works instead")
        }
        return release
    }

    /// Throws `release_already_active`, `release_pruned`, `release_not_proven`.
    static func check(_ release: Release) throws(Failure) {
        switch release.status {
        case .warm, .stopped:
            if release.activatedAt != nil { return }
            throw notProven(release)
        case .active:
            throw Failure(.releaseAlreadyActive, "release v\(release.number) has the traffic already")
        case .candidate, .failed: throw notProven(release)
        case .pruned: throw pruned(release)
        }
    }

    static func pruned(_ release: Release) -> Failure {
        Failure(
            .releasePruned, "the files of release v\(release.number) are no longer kept",
            hint: "deploy that version again; 'keep' in dextra.yaml says how many releases are kept")
    }

    static func notFound(_ number: Int) -> Failure {
        Failure(.releaseNotFound, "there is no release v\(number)", hint: "'dextra releases' lists what there is")
    }

    private static func notProven(_ release: Release) -> Failure {
        Failure(
            .releaseNotProven, "release v\(release.number) never served, so there is no going back to it",
            hint: "'dextra releases' shows which ones did")
    }
}
