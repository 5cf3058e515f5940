// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSQLite
import Primitives
import Storage

/// One SQLite connection with its prepared statements. Belongs to one thread at a time (multi-thread mode).
final class SQLiteConnection {
    private let handle: OpaquePointer
    private let path: String
    private var statements: [String: SQLiteStatement] = [:]

    /// Set while a transaction is held: once SQLite has rolled it back by itself (a full disk, say), every further
    /// statement of it must fail with the same reason, for it would be a transaction of its own.
    var isInTransaction = false
    private(set) var lostTransaction: Failure?
    /// The first statement that failed in what runs strictly.
    private var failedStatement: (any Error)?
    private var isStrict = false
    private let hub: AnnouncementHub?
    private var afterCommitActions: [@Sendable () -> Void] = []

    /// Opens an existing file; what is wrong with it shows at the first statement.
    init(path: String, pragmas: [String], hub: AnnouncementHub? = nil) throws {
        var opened: OpaquePointer?
        let result = sqlite3_open_v2(
            path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard result == SQLITE_OK, let opened else {
            defer { sqlite3_close_v2(opened) }
            throw Failure.sqlite(
                result, opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory",
                systemError: opened.map(sqlite3_system_errno) ?? 0, path: path)
        }
        handle = opened
        self.path = path
        self.hub = hub
        for pragma in pragmas { _ = try rows("PRAGMA \(pragma)", []) }
    }

    deinit {
        statements = [:]
        sqlite3_close_v2(handle)
    }

    /// Whether SQLite holds no transaction open.
    var isIdle: Bool { sqlite3_get_autocommit(handle) != 0 }

    /// Begins a transaction; `statement` is one of SQLite's BEGIN forms.
    func begin(_ statement: String) throws {
        lostTransaction = nil
        afterCommitActions = []
        try execute(statement)
        isInTransaction = true
    }

    /// Ends the transaction with COMMIT; undone when that fails.
    func commit() throws {
        defer { isInTransaction = false }
        do {
            try execute("COMMIT")
        } catch {
            rollback()
            throw error
        }
    }

    /// Undoes the transaction, if SQLite has not done so already.
    func rollback() {
        isInTransaction = false
        lostTransaction = nil
        if !isIdle { _ = try? execute("ROLLBACK") }
    }

    /// Runs a closure that sees one state of the database, and ends with the first of its statements that fails.
    func snapshot<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value {
        try begin("BEGIN DEFERRED")
        defer { rollback() }
        return try strictly { try body(self) }
    }

    /// Runs a closure that ends with the first of its statements that fails, as it would on a server: no other is taken,
    /// and the closure fails even when it swallows the error.
    func strictly<Value>(_ body: () throws -> Value) throws -> Value {
        isStrict = true
        defer { (isStrict, failedStatement) = (false, nil) }
        let value = try body()
        if let failedStatement { throw failedStatement }
        return value
    }

    /// The actions registered since the last call.
    func takeAfterCommitActions() -> [@Sendable () -> Void] {
        defer { afterCommitActions = [] }
        return afterCommitActions
    }

    private func run(_ sql: String, _ parameters: [SQLValue], _ row: (SQLiteStatement) -> Void) throws {
        if let lostTransaction { throw lostTransaction }
        if let failedStatement { throw failedStatement }
        do {
            try step(sql, parameters, row)
        } catch {
            if isStrict { failedStatement = error }
            throw error
        }
    }

    private func step(_ sql: String, _ parameters: [SQLValue], _ row: (SQLiteStatement) -> Void) throws {
        let statement = try prepared(sql)
        defer {
            sqlite3_reset(statement.handle)
            sqlite3_clear_bindings(statement.handle)
        }
        try bind(parameters, to: statement.handle, sql)
        while true {
            switch sqlite3_step(statement.handle) {
            case SQLITE_ROW: row(statement)
            case SQLITE_DONE: return
            case let result: throw failure(result, sql)
            }
        }
    }

    private func prepared(_ sql: String) throws -> SQLiteStatement {
        if let statement = statements[sql] { return statement }
        var statement: OpaquePointer?
        var hasTail = false
        let result = sql.withCString { text in
            var tail: UnsafePointer<CChar>?
            let result = sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, &tail)
            hasTail = tail.map { $0.pointee != 0 } ?? false
            return result
        }
        guard result == SQLITE_OK else { throw failure(result, sql) }
        guard let statement, !hasTail else {
            sqlite3_finalize(statement)
            throw Failure(.databaseFailed, "one statement at a time, not: \(sql)")
        }
        // Statements are written in the source, so there are few; the bound only guards against one built in a loop.
        if statements.count >= 256 { statements = [:] }
        let kept = SQLiteStatement(statement)
        statements[sql] = kept
        return kept
    }

    private func bind(_ parameters: [SQLValue], to statement: OpaquePointer, _ sql: String) throws {
        let expected = Int(sqlite3_bind_parameter_count(statement))
        guard expected == parameters.count else {
            throw Failure(.databaseFailed, "\(expected) parameters expected, \(parameters.count) given: \(sql)")
        }
        for (offset, parameter) in parameters.enumerated() {
            try parameter.checkText()
            let result = SQLiteValue.bind(parameter, to: statement, at: Int32(offset + 1))
            guard result == SQLITE_OK else { throw failure(result, sql) }
        }
    }

    private func failure(_ result: Int32, _ sql: String) -> Failure {
        let failure = Failure.sqlite(
            result, String(cString: sqlite3_errmsg(handle)), systemError: sqlite3_system_errno(handle), path: path,
            statement: sql)
        if isInTransaction, isIdle { lostTransaction = failure }
        return failure
    }
}

extension SQLiteConnection: WriteConnection {
    var clock: DatabaseClock { .sqlite }

    func rows(_ sql: String, _ parameters: [SQLValue]) throws -> [Row] {
        var rows: [Row] = []
        try run(sql, parameters) { rows.append(Row($0.columnNames, $0.values)) }
        return rows
    }

    @discardableResult
    func execute(_ sql: String, _ parameters: [SQLValue]) throws -> Int {
        let before = sqlite3_total_changes64(handle)
        try run(sql, parameters) { _ in }
        // `changes` keeps the count of the last INSERT, UPDATE or DELETE, so it says nothing after other statements;
        // `total_changes` includes rows changed by foreign keys.
        return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }

    func announce(_ topic: Announcement) {
        afterCommit { [hub] in hub?.publish(topic) }
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { afterCommitActions.append(action) }
}
