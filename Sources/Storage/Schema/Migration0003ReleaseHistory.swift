// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Where a release's source came from, how it stopped serving, and what its secrets were, by digest.
    static let releaseHistory = Migration(
        3, "release history", oldestUsableBinary: 1,
        statements: [
            "ALTER TABLE releases ADD COLUMN origin TEXT",
            "ALTER TABLE releases ADD COLUMN secret_marks TEXT",
            "ALTER TABLE releases ADD COLUMN ended TEXT",
            "ALTER TABLE releases ADD COLUMN ended_at {bigint}",
        ])
}
