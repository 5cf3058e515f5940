// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Indexes of what is looked for every few seconds among all releases that ever were: those that run, and what got the
    /// traffic after one.
    static let housekeeping = Migration(
        13, "housekeeping", oldestUsableBinary: 5,
        statements: [
            "CREATE INDEX releases_status ON releases (status, created_at, id)",
            "CREATE INDEX releases_turns ON releases (project_id, profile, activated_at)",
        ])
}
