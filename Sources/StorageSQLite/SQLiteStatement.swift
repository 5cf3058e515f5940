// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSQLite
import Storage

/// A statement that is prepared to be run again and again. Belongs to its connection.
final class SQLiteStatement {
    let handle: OpaquePointer
    private var known: (names: ColumnNames, preparations: Int32)?

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { sqlite3_finalize(handle) }

    /// What the row at which it stands calls its columns. It is asked of SQLite again when a table was changed under the
    /// statement's feet, which prepares it anew by itself.
    var columnNames: ColumnNames {
        let preparations = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        if let known, known.preparations == preparations { return known.names }
        let names = ColumnNames(
            (0..<sqlite3_column_count(handle)).map { sqlite3_column_name(handle, $0).map(String.init(cString:)) ?? "" })
        known = (names, preparations)
        return names
    }

    /// The values of the row at which it stands.
    var values: [SQLValue] {
        (0..<sqlite3_column_count(handle)).map { SQLiteValue.column($0, of: handle) }
    }
}
