// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Who asked for a run, and what people say of a project.
    static let actors = Migration(
        8, "actors", oldestUsableBinary: 5,
        statements: [
            "ALTER TABLE runs ADD COLUMN actor TEXT", "ALTER TABLE projects ADD COLUMN description TEXT",
        ])
}
