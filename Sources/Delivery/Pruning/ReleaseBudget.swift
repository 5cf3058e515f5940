// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Which stopped releases of a project have to go so that its built files fit into a number of bytes.
struct ReleaseBudget: Sendable {
    /// nil is no bound.
    let bytes: Int64?

    /// The oldest first, until what is left fits or only what runs is left.
    ///
    /// - size: of an artifact; several releases may share one, which goes with the last of them.
    func surplus(_ releases: [Release], size: (String) async -> Int64) async -> Set<ReleaseID> {
        guard let bytes else { return [] }
        let kept = releases.filter { $0.status != .pruned && $0.status != .failed }
        var users: [String: Int] = [:]
        for release in kept { users[release.artifact, default: 0] += 1 }
        var sizes: [String: Int64] = [:]
        for artifact in users.keys { sizes[artifact] = await size(artifact) }
        var total = sizes.values.reduce(0, +)
        var surplus: Set<ReleaseID> = []
        for release in kept.filter({ $0.status == .stopped }).sorted(by: { $0.createdAt < $1.createdAt }) {
            guard total > bytes else { break }
            surplus.insert(release.id)
            users[release.artifact, default: 1] -= 1
            if users[release.artifact] == 0 { total -= sizes[release.artifact] ?? 0 }
        }
        return surplus
    }
}
