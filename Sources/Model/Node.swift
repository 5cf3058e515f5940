// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One server of an installation. Several share a database; each has a machine with applications of its own.
package struct Node: Sendable, Hashable, Codable {
    /// Kept in the data directory, so that it outlives the process and the host's name.
    package var id: NodeID
    /// The host's name, for people.
    package var name: String
    package var version: String
    package var startedAt: Timestamp
    /// The last sign of life, by the database's clock.
    package var seenAt: Timestamp
    /// Whether that was no longer ago than a server that works may be silent.
    package var isLive: Bool

    package init(
        id: NodeID, name: String, version: String, startedAt: Timestamp, seenAt: Timestamp, isLive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.startedAt = startedAt
        self.seenAt = seenAt
        self.isLive = isLive
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, version
        case startedAt = "started_at"
        case seenAt = "seen_at"
        case isLive = "live"
    }
}
