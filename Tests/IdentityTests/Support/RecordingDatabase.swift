// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

/// A database that keeps the statements it is asked for: what is the same for two requests takes as long.
final class RecordingDatabase: Database {
    private let base: any Database
    private let kept = Mutex<[String]>([])

    init(_ base: any Database) { self.base = base }

    /// What was asked since the last time.
    func takeStatements() -> [String] {
        kept.withLock { kept in
            defer { kept = [] }
            return kept
        }
    }

    fileprivate func keep(_ sql: String) { kept.withLock { $0.append(sql) } }

    var dialect: SQLDialect { base.dialect }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any ReadConnection) throws -> Value) async throws -> Value {
        try await base.read { try body(RecordingReader(base: $0, database: self)) }
    }

    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value {
        try await base.write { try body(RecordingWriter(base: $0, database: self)) }
    }

    func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void) { base.subscribe(topic, action) }

    func close() async { await base.close() }
}

private struct RecordingReader: ReadConnection {
    let base: any ReadConnection
    let database: RecordingDatabase

    var clock: DatabaseClock { base.clock }

    func rows(_ sql: String, _ parameters: [SQLValue]) throws -> [Row] {
        database.keep(sql)
        return try base.rows(sql, parameters)
    }
}

private struct RecordingWriter: WriteConnection {
    let base: any WriteConnection
    let database: RecordingDatabase

    var clock: DatabaseClock { base.clock }

    func rows(_ sql: String, _ parameters: [SQLValue]) throws -> [Row] {
        database.keep(sql)
        return try base.rows(sql, parameters)
    }

    func execute(_ sql: String, _ parameters: [SQLValue]) throws -> Int {
        database.keep(sql)
        return try base.execute(sql, parameters)
    }

    func announce(_ topic: Announcement) { base.announce(topic) }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { base.afterCommit(action) }
}
