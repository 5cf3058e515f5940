// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// When a release had the traffic that had to be taken from it, also when it serves again: `activated_at`, `ended` and
    /// `ended_at` say it of the last time alone.
    static let failedChanges = Migration(
        11, "failed changes", oldestUsableBinary: 5,
        statements: [
            "ALTER TABLE releases ADD COLUMN failed_from {bigint}",
            "ALTER TABLE releases ADD COLUMN failed_at {bigint}",
        ])
}
