// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Indexes of what pages show of a long history: a project's deployments among its other runs, and the releases that
    /// got the traffic lately among all that ever were.
    static let pages = Migration(
        10, "pages", oldestUsableBinary: 5,
        statements: [
            "CREATE INDEX runs_project_kind ON runs (project_id, kind, sequence)",
            "CREATE INDEX releases_activated ON releases (activated_at) WHERE activated_at IS NOT NULL",
        ])
}
