// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What drivers spell differently; statements are written with tokens in braces and rendered per driver.
///
/// Tokens: `{bytes}` a column of bytes, `{bigint}` a 64-bit integer, `{real}` a 64-bit float, `{strict}` after a
/// table's closing parenthesis. Everything else is kept to what all drivers understand: `TEXT`, `?` for parameters,
/// `ON CONFLICT`, partial indexes, `RETURNING`. Only the schema is rendered; every other statement is the same for all.
package struct SQLDialect: Sendable {
    private let tokens: [(token: String, spelling: String)]
    /// Asks for the bytes that the database takes, as `size`.
    let sizeQuery: String

    /// `text` is the type of columns whose order and equality are those of their bytes.
    package init(bytes: String, bigint: String, real: String, text: String, strict: String, sizeQuery: String) {
        self.sizeQuery = sizeQuery
        tokens = [
            ("{bytes}", bytes), ("{bigint}", bigint), ("{real}", real), ("{strict}", strict), (" TEXT", " " + text),
        ]
    }

    /// Strict tables refuse a value of the wrong type instead of keeping it as it came.
    package static let sqlite = SQLDialect(
        bytes: "BLOB", bigint: "INTEGER", real: "REAL", text: "TEXT", strict: "STRICT",
        sizeQuery: "SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()")
    /// Text is compared byte by byte whatever the database's own collation is, as SQLite does.
    package static let postgreSQL = SQLDialect(
        bytes: "BYTEA", bigint: "BIGINT", real: "DOUBLE PRECISION", text: "TEXT COLLATE \"C\"", strict: "",
        sizeQuery: "SELECT pg_database_size(current_database()) AS size")

    /// The statement in the driver's own spelling.
    package func render(_ statement: String) -> String {
        tokens.reduce(statement) { text, pair in
            text.split(separator: pair.token, omittingEmptySubsequences: false).joined(separator: pair.spelling)
        }
    }
}
