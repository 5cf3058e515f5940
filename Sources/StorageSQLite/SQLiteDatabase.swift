// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSQLite
import Glibc
package import Primitives
package import Storage

/// SQLite as the embedded store: write-ahead log, one writing thread with group commit, a pool of reading threads.
///
/// A commit is durable when `write` returns: `synchronous=FULL` syncs the log at each one. Files are 0600.
package final class SQLiteDatabase: SnapshottingDatabase {
    private let path: String
    private let writer: SQLiteWriter
    private let readers: SQLiteReaders
    private let hub: AnnouncementHub

    package var dialect: SQLDialect { .sqlite }

    private init(path: String, writer: SQLiteWriter, readers: SQLiteReaders, hub: AnnouncementHub) {
        self.path = path
        self.writer = writer
        self.readers = readers
        self.hub = hub
    }

    /// Opens the database, creating an empty one where there is no file. Blocks for as long as recovery of the log
    /// takes, so it belongs at the start of a program. `busyTimeout` is how long to wait for another process's write.
    ///
    /// Throws `database_corrupt`, `database_busy`, `database_unavailable`, `permission_denied`, `disk_full`.
    package static func open(
        path: String, readers: Int = 4, busyTimeout: Duration = .seconds(5), logger: Logger
    ) throws -> SQLiteDatabase {
        try DatabaseFile.prepare(path)
        let busy = "busy_timeout=\(busyTimeout.wholeMilliseconds)"
        let hub = AnnouncementHub()
        let connection = try SQLiteConnection(path: path, pragmas: [busy] + writerPragmas, hub: hub)
        // Reads the first page of a file that is there: what is no database shows now, not at the first write.
        _ = try connection.rows("SELECT count(*) FROM sqlite_schema", [])
        let mode = try connection.row("PRAGMA journal_mode")?.text("journal_mode")
        guard mode == "wal" else {
            throw Failure(
                .databaseUnavailable, "the database \(path) can't keep a write-ahead log here",
                hint: "put it on a local file system that supports shared memory")
        }
        let database = SQLiteDatabase(
            path: path, writer: try SQLiteWriter(connection),
            readers: try SQLiteReaders(path: path, count: readers, pragmas: [busy] + readerPragmas), hub: hub)
        logger.debug("database opened", ("path", path), ("sqlite", String(cString: sqlite3_libversion())))
        return database
    }

    private static let writerPragmas = [
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=1000",
        // A log that once grew behind a long reader is cut back to this at the next checkpoint.
        "journal_size_limit=67108864",
    ]

    private static let readerPragmas = ["query_only=ON", "wal_autocheckpoint=0"]

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadConnection) throws -> Value
    ) async throws -> Value {
        try await readers.read { try body($0) }
    }

    package func lookUp<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadConnection) throws -> Value
    ) async throws -> Value {
        try readers.lookUp { try body($0) }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let member = SQLiteWriter.Member(
                attempt: { connection in
                    let value = try body(connection)
                    return { continuation.resume(returning: value) }
                }, fail: { continuation.resume(throwing: $0) })
            if !writer.put(member) { continuation.resume(throwing: Failure.closed(path)) }
        }
    }

    /// One process at a time has the file, so all news is its own.
    package func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void) {
        hub.subscribe(topic, action)
    }

    package func close() async {
        // Readers first, so that the writer's connection is the last one and leaves no log behind.
        await readers.close()
        await writer.close()
    }

    /// What the writer has done since the database was opened, and what waits for it.
    package var statistics: SQLiteStatistics { writer.statistics }

    /// Reads the whole file and throws `database_corrupt` with the first damages found.
    ///
    /// Takes time in proportion to the size of the database, so it is offered, not done at every start: damage that is
    /// met in use is reported with the same code.
    package func checkIntegrity() async throws {
        let path = path
        try await read { connection in
            let findings = try connection.rows("PRAGMA integrity_check(20)", []).map { try $0.text("integrity_check") }
            guard findings != ["ok"] else { return }
            throw Failure.sqlite(
                SQLITE_CORRUPT, findings.joined(separator: "; "), systemError: 0, path: path)
        }
    }

    /// A copy without the space that deleted rows leave (`VACUUM INTO`, https://www.sqlite.org/lang_vacuum.html). It reads
    /// one snapshot on a connection of its own, which in a write-ahead log keeps nobody from writing.
    package func snapshot(to target: String) async throws {
        let source = path
        try await Task { @concurrent in
            let connection = try SQLiteConnection(path: source, pragmas: ["busy_timeout=5000", "synchronous=FULL"])
            _ = try connection.execute("VACUUM INTO ?", [.text(target)])
        }.value
        let descriptor = Glibc.open(target, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't open \(target)") }
        defer { Glibc.close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else {
            throw Failure.system(errno, "can't write \(target) to disk")
        }
    }
}
