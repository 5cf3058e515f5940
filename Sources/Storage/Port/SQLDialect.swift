// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What drivers spell differently; statements are written with tokens in braces and rendered per driver.
///
/// Tokens: `{bytes}` a column of bytes, `{bigint}` a 64-bit integer, `{real}` a 64-bit float, `{strict}` after a
/// table's closing parenthesis. Everything else is kept to what all drivers understand: `TEXT`, `?` for parameters,
/// `ON CONFLICT`, partial indexes, `RETURNING`.
package struct SQLDialect: Sendable {
    private let tokens: [(token: String, spelling: String)]

    package init(bytes: String, bigint: String, real: String, strict: String) {
        tokens = [("{bytes}", bytes), ("{bigint}", bigint), ("{real}", real), ("{strict}", strict)]
    }

    /// Strict tables refuse a value of the wrong type instead of keeping it as it came.
    package static let sqlite = SQLDialect(bytes: "BLOB", bigint: "INTEGER", real: "REAL", strict: "STRICT")
    package static let postgreSQL = SQLDialect(bytes: "BYTEA", bigint: "BIGINT", real: "DOUBLE PRECISION", strict: "")

    /// The statement in the driver's own spelling.
    package func render(_ statement: String) -> String {
        tokens.reduce(statement) { text, pair in
            text.split(separator: pair.token, omittingEmptySubsequences: false).joined(separator: pair.spelling)
        }
    }
}
