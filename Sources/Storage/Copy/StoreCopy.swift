// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
package import Primitives

/// Copies every record of one database into another, e.g. from the embedded store to one that several nodes share.
///
/// Nothing else may write to either meanwhile. Each batch and the note of how far it got are one transaction of the
/// target, so that an interrupted copy goes on where it was; until every table was compared with its source, the target
/// counts as incomplete and no server uses it.
package struct StoreCopy: Sendable {
    /// How far a table has got.
    package struct Progress: Sendable, Hashable {
        package var table: String
        /// Copied so far, by earlier attempts too.
        package var rows: Int
    }

    private let source: any Database
    private let target: any Database
    private let store = StoreCopyStore()
    /// Rows of a batch: at most 8 MB of log text.
    private static let batch = 128

    /// Both must have the same migrations.
    package init(from source: any Database, to target: any Database) {
        self.source = source
        self.target = target
    }

    /// Copies and compares; returns how many rows there are. Calling it again after an interruption goes on, also after
    /// one behind its end: then it only compares.
    ///
    /// Throws `target_not_empty` when the target has records that are not from this copy or has been used since, and
    /// `copy_differs` when a table turns out not to be as its source.
    package func run(progress: (Progress) -> Void) async throws -> Int {
        var total = 0
        if try await target.write({ [store] in try store.begin(on: $0) }) {
            do {
                for table in SchemaTable.all { total += try await compare(table) }
                return total
            } catch let failure as Failure where failure.code == .copyDiffers {
                throw Failure(
                    .targetNotEmpty, "the database has been the target of a finished copy before",
                    hint: "use it as it is, or copy into an empty database", cause: failure)
            }
        }
        for table in SchemaTable.all { total += try await copy(table, progress) }
        for table in SchemaTable.all { _ = try await compare(table) }
        try await target.write { [store] in try store.complete(on: $0) }
        return total
    }

    private func copy(_ table: SchemaTable, _ progress: (Progress) -> Void) async throws -> Int {
        var (last, copied) = try await target.read { [store] in try store.position(of: table, on: $0) }
        while true {
            try Task.checkCancellation()
            let (rows, next) = try await source.read { [last] in try table.page(after: last, limit: Self.batch, on: $0)
            }
            guard !rows.isEmpty else { break }
            copied += rows.count
            try await target.write { [store, copied] connection in
                for row in rows { try table.insert(row, on: connection) }
                try store.advance(table, to: next, copied: copied, on: connection)
            }
            last = next
            progress(Progress(table: table.name, rows: copied))
        }
        return copied
    }

    /// Returns how many rows the table has.
    private func compare(_ table: SchemaTable) async throws -> Int {
        let (expected, found) = (try await digest(of: table, in: source), try await digest(of: table, in: target))
        guard expected == found else {
            throw Failure(
                .copyDiffers, "the copy of table \(table.name) differs from its source",
                hint: "copy into another, empty database, and see that nothing else writes to it",
                metadata: [.init("expected", "\(expected)"), .init("found", "\(found)")])
        }
        return expected.rows
    }

    /// Stands for every value of a table, whatever database it is in.
    private func digest(of table: SchemaTable, in database: any Database) async throws -> (rows: Int, hash: String) {
        var hash = SHA256()
        var last: [SQLValue]?
        var count = 0
        while true {
            try Task.checkCancellation()
            let (rows, next) = try await database.read { [last] in
                try table.page(after: last, limit: Self.batch, on: $0)
            }
            guard !rows.isEmpty else { break }
            count += rows.count
            for row in rows {
                for (column, value) in zip(row.columns, row.values).sorted(by: { $0.0 < $1.0 }) {
                    hash.update(Array("\(column)=".utf8))
                    hash.update(value.canonical)
                }
            }
            last = next
        }
        return (count, hash.hex())
    }
}

extension SQLValue {
    /// Bytes that differ for different values, with their length before them.
    fileprivate var canonical: [UInt8] {
        let bytes: [UInt8] =
            switch self {
            case .null: [0]
            case .integer(let number): [1] + withUnsafeBytes(of: number.littleEndian, Array.init)
            // A whole number in a column of real ones comes back as either.
            case .real(let number):
                Int64(exactly: number).map { [1] + withUnsafeBytes(of: $0.littleEndian, Array.init) }
                    ?? [2] + withUnsafeBytes(of: number.bitPattern.littleEndian, Array.init)
            case .text(let text): [3] + Array(text.utf8)
            case .bytes(let bytes): [4] + bytes
            }
        return withUnsafeBytes(of: Int64(bytes.count).littleEndian, Array.init) + bytes
    }
}

extension FailureCode {
    /// The database that was to be copied into has records of its own.
    package static let targetNotEmpty = FailureCode("target_not_empty", .conflict)
    /// What was copied is not what was to be copied.
    package static let copyDiffers = FailureCode("copy_differs", .corrupt)
    /// A copy into the database was begun and not finished.
    package static let copyIncomplete = FailureCode("copy_incomplete", .conflict)
}
