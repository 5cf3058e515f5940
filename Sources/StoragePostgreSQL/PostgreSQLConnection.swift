// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CPQ
import Glibc
import Primitives
import Storage

/// One session with the server and its prepared statements. Belongs to one thread at a time.
///
/// libpq is used without blocking: whatever is asked is waited for with poll(2) and a deadline, so that a network that
/// swallows everything ends in an error and not in silence.
final class PostgreSQLConnection {
    /// How long a connection may take to be made.
    static let connectLimit: Int32 = 5000
    /// How long a statement may take before the connection counts as lost.
    static let statementLimit: Int32 = 60_000
    /// Statements are written in the source, so there are few; the bound only guards against one built in a loop.
    static let statementsKept = 256

    private let handle: OpaquePointer
    let server: DatabaseServer
    private var statements: [StatementKey: String] = [:]
    private var statementNumber = 0
    /// Why the session is over, once it is.
    private(set) var loss: Failure?

    private struct StatementKey: Hashable {
        var sql: String
        var types: [Oid]
    }

    /// Connects, and sets what every session of ours wants. Blocks for up to ``connectLimit`` milliseconds.
    init(to server: DatabaseServer, settings: [String] = []) throws {
        self.server = server
        let keywords = [
            "dbname", "application_name", "client_encoding", "connect_timeout", "keepalives_idle",
            "keepalives_interval",
            "keepalives_count", "tcp_user_timeout",
        ]
        let values = [server.url.reveal(), "dextra", "UTF8", "5", "10", "5", "3", "20000"]
        guard
            let handle = keywords.withCStrings({ keywords in
                values.withCStrings { values in PQconnectStartParams(keywords, values, 1) }
            })
        else { throw Failure(.outOfMemory, "no memory for a connection to \(server)") }
        self.handle = handle
        try finishConnecting()
        PQsetnonblocking(handle, 1)
        // Notices go to the program's error output by default.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try script((Self.settings + settings).map { "SET \($0)" }.joined(separator: "; "))
    }

    deinit { PQfinish(handle) }

    private static let settings = [
        "synchronous_commit = on", "standard_conforming_strings = on", "timezone = 'UTC'", "bytea_output = 'hex'",
        "statement_timeout = '55s'",
    ]

    /// The server's process for this session.
    var backend: Int32 { PQbackendPID(handle) }
    var serverVersion: Int32 { PQserverVersion(handle) }
    var socket: Int32 { PQsocket(handle) }
    /// A transaction is open, be it one in which a statement has failed.
    var isInTransaction: Bool { [PQTRANS_INTRANS, PQTRANS_INERROR].contains(PQtransactionStatus(handle)) }

    private func finishConnecting() throws {
        let deadline = Deadline(milliseconds: Self.connectLimit)
        // Only so do libpq's words have the state in them, which does not depend on the server's language.
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED else { throw connectFailure() }
            guard wait(for: state == PGRES_POLLING_READING ? POLLIN : POLLOUT, until: deadline) else {
                throw Failure.unreachable(server, "it did not answer within \(Self.connectLimit / 1000) s")
            }
            state = PQconnectPoll(handle)
        }
    }

    /// Before a session exists, the server's answer is only there as words: `… FATAL:  28P01: password …`.
    private func connectFailure() -> Failure {
        let lines = String(cString: PQerrorMessage(handle)).split(separator: "\n")
        for line in lines.reversed() {
            let parts = line.split(separator: ":  ", maxSplits: 1)
            guard parts.count == 2, let colon = parts[1].firstIndex(of: ":") else { continue }
            let (state, words) = (parts[1][..<colon], parts[1][colon...].dropFirst(2))
            guard state.utf8.count == 5, state.allSatisfy({ $0.isNumber || $0.isUppercase }) else { continue }
            return .postgreSQL(state: String(state), String(words), server: server)
        }
        let words = message
        // libpq's own: it was asked for a password and has none.
        if words.contains("no password supplied") { return .postgreSQL(state: "28P01", words, server: server) }
        return .unreachable(server, words)
    }

    // MARK: Statements

    /// Runs statements without parameters or results, one after another, in one round trip.
    func script(_ sql: String) throws { _ = try simple(sql) }

    /// The only value of the last statement of a script.
    func scriptValue(_ sql: String) throws -> String? { try simple(sql) }

    private func simple(_ sql: String) throws -> String? {
        try check()
        guard PQsendQuery(handle, sql) == 1 else { throw lost() }
        var value: String?
        var failure: Failure?
        while let result = try nextResult() {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK: break
            case PGRES_TUPLES_OK:
                value = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0).map { String(cString: $0) } : nil
            default: failure = failure ?? self.failure(result, sql)
            }
        }
        if let failure { throw failure }
        return value
    }

    private func run<Value>(
        _ sql: String, _ parameters: [SQLValue], _ body: (OpaquePointer) throws -> Value
    ) throws -> Value {
        try check()
        let types = parameters.map(PostgreSQLValue.type)
        let encoded = try parameters.map(PostgreSQLValue.encode)
        let name = try prepared(sql, types)
        try send(name, encoded)
        var value: Result<Value, any Error>?
        while let result = try nextResult() {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK: value = Result { try body(result) }
            default:
                let failure = failure(result, sql)
                // A migration has changed a table under the statement's feet: what is prepared is worth nothing now.
                if failure.isStalePlan { statements = [:] }
                value = .failure(failure)
            }
        }
        guard let value else { throw lost() }
        return try value.get()
    }

    private func send(_ name: String, _ parameters: [[UInt8]?]) throws {
        let lengths = parameters.map { Int32($0?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: parameters.count)
        let bytes = parameters.flatMap { $0 ?? [] }
        let sent = bytes.withUnsafeBytes { bytes in
            var offset = 0
            // An empty value still needs an address: none means null.
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return "".withCString { empty in
                let values = parameters.map { parameter -> UnsafePointer<CChar>? in
                    guard let parameter else { return nil }
                    defer { offset += parameter.count }
                    return parameter.isEmpty ? empty : base?.advanced(by: offset)
                }
                return PQsendQueryPrepared(handle, name, Int32(parameters.count), values, lengths, formats, 1)
            }
        }
        guard sent == 1 else { throw lost() }
    }

    private func prepared(_ sql: String, _ types: [Oid]) throws -> String {
        let key = StatementKey(sql: sql, types: types)
        if let name = statements[key] { return name }
        if statements.count >= Self.statementsKept {
            try script("DEALLOCATE ALL")
            statements = [:]
        }
        statementNumber += 1
        let name = "s\(statementNumber)"
        guard PQsendPrepare(handle, name, StatementText.numbered(sql), Int32(types.count), types) == 1 else {
            throw lost()
        }
        var failure: Failure?
        while let result = try nextResult() {
            defer { PQclear(result) }
            if PQresultStatus(result) != PGRES_COMMAND_OK { failure = self.failure(result, sql) }
        }
        if let failure { throw failure }
        statements[key] = name
        return name
    }

    // MARK: Results

    /// The next result of what was sent, nil after the last. Throws when the session is lost on the way.
    private func nextResult() throws -> OpaquePointer? {
        let deadline = Deadline(milliseconds: Self.statementLimit)
        while true {
            let flushed = PQflush(handle)
            guard flushed >= 0 else { throw lost() }
            if flushed == 0, PQisBusy(handle) == 0 { break }
            let events = flushed == 1 ? POLLIN | POLLOUT : POLLIN
            guard wait(for: events, until: deadline) else {
                throw lose(.unreachable(server, "it has not answered for \(Self.statementLimit / 1000) s"))
            }
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
        guard let result = PQgetResult(handle) else { return nil }
        if PQstatus(handle) == CONNECTION_BAD {
            defer { PQclear(result) }
            throw lose(failure(result, nil))
        }
        return result
    }

    /// Takes in what has arrived by itself, and hands over the notifications among it.
    func notifications() throws -> [(channel: String, backend: Int32)] {
        guard PQconsumeInput(handle) == 1 else { throw lost() }
        var all: [(String, Int32)] = []
        while let notification = PQnotifies(handle) {
            all.append((String(cString: notification.pointee.relname), notification.pointee.be_pid))
            PQfreemem(notification)
        }
        return all
    }

    private func failure(_ result: OpaquePointer, _ sql: String?) -> Failure {
        // PG_DIAG_SQLSTATE and so on are character literals that Swift does not import.
        func field(_ letter: UInt8) -> String? {
            PQresultErrorField(result, Int32(letter)).map { String(cString: $0) }
        }
        let failure = Failure.postgreSQL(
            state: field(UInt8(ascii: "C")) ?? "08006", field(UInt8(ascii: "M")) ?? message, server: server,
            statement: sql, routine: field(UInt8(ascii: "R")))
        // Such an error is the session's last word, though the connection still looks well.
        let isLast = ["FATAL", "PANIC"].contains(field(UInt8(ascii: "V")))
        return isLast || PQstatus(handle) == CONNECTION_BAD ? lose(failure) : failure
    }

    // MARK: Loss

    private func check() throws {
        if let loss { throw loss }
    }

    private func lost() -> Failure { lose(.unreachable(server, message)) }

    private func lose(_ failure: Failure) -> Failure {
        if let loss { return loss }
        loss = failure
        // The server is to know at once, and let go of what the session holds, whoever still has this object.
        shutdown(PQsocket(handle), Int32(SHUT_RDWR))
        return failure
    }

    /// The last line of libpq's words: the first ones repeat the address.
    private var message: String {
        let text = String(cString: PQerrorMessage(handle))
        return text.split(separator: "\n").last.map(String.init) ?? "the connection was closed"
    }

    private func wait(for events: Int32, until deadline: Deadline) -> Bool {
        while true {
            var entry = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
            let count = poll(&entry, 1, deadline.remaining)
            if count >= 0 { return count > 0 }
            guard errno == EINTR else { return false }
        }
    }
}

extension Failure {
    /// Two transactions were in each other's way, and one of them may well succeed now (class 40).
    var isSerializationFailure: Bool { metadata.contains { $0.key == "sqlstate" && $0.value.hasPrefix("40") } }

    /// PostgreSQL won't run a prepared statement whose result has another type by now (0A000).
    var isStalePlan: Bool {
        metadata.contains { $0.key == "sqlstate" && $0.value == "0A000" }
            && metadata.contains { $0.key == "routine" && $0.value == "RevalidateCachedQuery" }
    }
}

extension PostgreSQLConnection {
    func rows(_ sql: String, _ parameters: [SQLValue]) throws -> [Row] {
        try run(sql, parameters) { result in
            let columns = ColumnNames((0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) })
            let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
            return try (0..<PQntuples(result)).map { row in
                let values = try types.indices.map { column -> SQLValue in
                    guard PQgetisnull(result, row, Int32(column)) == 0 else { return .null }
                    let count = Int(PQgetlength(result, row, Int32(column)))
                    let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row, Int32(column)), count: count)
                    return try PostgreSQLValue.decode(bytes, type: types[column])
                }
                return Row(columns, values)
            }
        }
    }

    func execute(_ sql: String, _ parameters: [SQLValue]) throws -> Int {
        try run(sql, parameters) { result in Int(String(cString: PQcmdTuples(result))) ?? 0 }
    }
}

/// A moment of the machine's own monotonic clock, for poll(2): a network does not wait by an injected one.
private struct Deadline {
    private let moment: Duration

    init(milliseconds: Int32) { moment = TimeSource.system.uptime() + .milliseconds(Int64(milliseconds)) }

    /// Milliseconds, rounded up, so that poll(2) does not spin through the last one.
    var remaining: Int32 {
        Int32(clamping: max(0, (moment - TimeSource.system.uptime()).wholeMilliseconds + 1))
    }
}

extension [String] {
    /// Calls the body with a null-terminated array of the strings as C has them.
    fileprivate func withCStrings<Value>(_ body: ([UnsafePointer<CChar>?]) -> Value) -> Value {
        let copies = map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies.map { UnsafePointer($0) } + [nil])
    }
}
