// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A place in the audit log, confirmed with a key that is not in the database.
package struct AuditSeal: Sendable, Hashable {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        /// The newest entry.
        case head
        /// The newest entry that was pruned: what is kept begins behind it.
        case checkpoint
    }

    package var name: Name
    package var sequence: Int64
    /// Of the entry at that place.
    package var hash: String
    package var seal: String
    package var at: Timestamp

    package init(name: Name, sequence: Int64, hash: String, seal: String, at: Timestamp) {
        self.name = name
        self.sequence = sequence
        self.hash = hash
        self.seal = seal
        self.at = at
    }
}
