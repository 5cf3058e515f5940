// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Something that a person may be allowed to do.
package enum Permission: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// See projects, runs, releases and logs; secrets stay masked.
    case view
    /// Deploy, roll back, and cancel, retry and answer runs.
    case deploy
    /// Change what runs and with what: scale, environment, credentials, prune, destroy.
    case operate
    /// People, other people's tokens, the audit log, settings, nodes, backups and the server itself.
    case administer
    /// Make and unmake owners.
    case own

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
