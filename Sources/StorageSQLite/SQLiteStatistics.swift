// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How much work a database's writer has done, and how much group commit saved: `writes` went into `commits`.
package struct SQLiteStatistics: Sendable, Hashable {
    package var commits: Int
    package var writes: Int
    /// Writes accepted but not begun.
    package var waiting: Int
}
