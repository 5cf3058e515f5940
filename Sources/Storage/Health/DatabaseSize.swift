// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How much room a database takes.
package enum DatabaseSize {
    /// Bytes, without what the driver keeps beside the data.
    package static func read(_ database: any Database) async throws -> Int64 {
        let statement = database.dialect.sizeQuery
        return try await database.read { try $0.row(statement)?.integer("size") ?? 0 }
    }
}
