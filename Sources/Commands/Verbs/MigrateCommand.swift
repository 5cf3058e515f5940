// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// `dextra migrate`: moves the records of this data directory to a database that several nodes can share.
enum MigrateCommand: Verb {
    static let spec = CommandSpec(
        "migrate", summary: "Move this server's records into a PostgreSQL database",
        details: """
            Stop the server first. Applications keep running meanwhile. The copy is verified before it is used, can be \
            interrupted and called again, and leaves the old file where it was, under another name. From then on this \
            data directory's server uses the database.
            """,
        options: [
            OptionSpec(
                "to", .value(ValueSpec("URL")), "The database: postgres://user@host/name, or in DEXTRA_DATABASE")
        ],
        examples: [.init("dextra migrate --to postgres://dextra@db.example.com/dextra", "Password in ~/.pgpass")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        guard let address = try DatabaseAddress.find(option: arguments.option("to"), in: context.environment) else {
            throw Failure(
                .usage, "where to?", hint: "name the database: dextra migrate --to postgres://user@host/name")
        }
        let console = context.console
        let asJSON = arguments.isOn("json")
        let summary = try await context.mains.migrate(try context.home(arguments), address) { progress in
            if asJSON {
                try? console.json(progress)
            } else {
                console.line("\(progress.table): \(progress.rows) rows")
            }
        }
        if asJSON {
            try console.json(summary)
        } else {
            console.line("Moved and verified \(summary.rows) rows. This server uses the database from now on.")
            console.line("The old records are kept in \(summary.kept).")
        }
        return 0
    }
}

/// One table of a migration under way.
package struct MigrationProgress: Sendable, Encodable {
    package var table: String
    /// Copied so far.
    package var rows: Int

    package init(table: String, rows: Int) {
        self.table = table
        self.rows = rows
    }
}

/// What a migration has done.
package struct MigrationSummary: Sendable, Encodable {
    package var rows: Int
    /// The file that holds the records as they were.
    package var kept: String

    package init(rows: Int, kept: String) {
        self.rows = rows
        self.kept = kept
    }
}
