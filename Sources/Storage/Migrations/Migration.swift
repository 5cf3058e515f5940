// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hashing

/// One numbered, immutable step of the schema. A published migration is never edited: the next one corrects it.
package struct Migration: Sendable {
    /// Counts from 1 without gaps.
    package let number: Int
    package let name: String
    /// The lowest schema generation (see ``Schema/generation``) a binary must know to still use the database after
    /// this step. A step that only adds keeps the one before it; a step that removes or renames raises it.
    package let oldestUsableBinary: Int
    /// SQL, one statement each, with the tokens of ``SQLDialect``.
    package let statements: [String]

    package init(_ number: Int, _ name: String, oldestUsableBinary: Int, statements: [String]) {
        self.number = number
        self.name = name
        self.oldestUsableBinary = oldestUsableBinary
        self.statements = statements
    }

    /// SHA-256 over the statements as written, so the same on every driver.
    package var checksum: String {
        SHA256.hex(of: Array(statements.joined(separator: ";\n").utf8))
    }
}
