// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

/// The pool of reading threads, each with a connection of its own.
final class PostgreSQLReaders: Sendable {
    /// One read that waits for its turn.
    struct Member: Sendable {
        let attempt: @Sendable (any ReadConnection) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
        /// The uptime of this machine at which it was asked for.
        let since = TimeSource.system.uptime()
    }

    private let queue = BlockingQueue<Member>()
    private let threads: [DedicatedThread]
    private let closing = ClosingFlag()

    init(_ server: DatabaseServer, count: Int, random: RandomSource) throws {
        threads = try (1...max(count, 1)).map { [queue, closing] number in
            try DedicatedThread(name: "dextra-pg-read\(number)") {
                // Connected at the first use: most short-lived processes need one reader or none.
                let session = Session(server, settings: [], preparation: nil, random: random)
                while let member = queue.take(atMost: 1).first { Self.serve(member, session, closing) }
            }
        }
    }

    deinit { queue.close() }

    /// A read that loses its connection is read once more on a new one.
    private static func serve(_ member: Member, _ session: Session, _ closing: ClosingFlag) {
        for attempt in 1...3 {
            do {
                let connection = try session.connection(since: member.since, isGivenUp: { closing.isSet })
                do {
                    // Told before the snapshot is let go of: that is one round trip less to wait for.
                    return try snapshot(on: connection) {
                        let snapshot = ReadSnapshot(on: $0)
                        let succeed = try member.attempt(snapshot)
                        // The closure may have swallowed an error after which the server takes nothing any more.
                        if let failure = snapshot.failure { throw failure }
                        succeed()
                    }
                } catch let failure as Failure
                    where attempt < 3 && (connection.loss != nil || failure.isStalePlan)
                {
                    continue
                }
            } catch {
                return member.fail(error)
            }
        }
    }

    private static func snapshot<Value>(
        on connection: PostgreSQLConnection, _ body: (PostgreSQLConnection) throws -> Value
    ) throws -> Value {
        try connection.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        defer { if connection.loss == nil { try? connection.script("ROLLBACK") } }
        return try body(connection)
    }

    /// False when the pool is closed; the member is then dropped.
    func put(_ member: Member) -> Bool { queue.put(member) }

    func close() async {
        closing.set()
        queue.close()
        for thread in threads { await thread.finished() }
    }
}

private final class ReadSnapshot: ReadConnection {
    private let connection: PostgreSQLConnection
    /// The first statement's that failed.
    private(set) var failure: (any Error)?

    init(on connection: PostgreSQLConnection) { self.connection = connection }

    var clock: DatabaseClock { .postgreSQL }

    func rows(_ sql: String, _ parameters: [SQLValue]) throws -> [Row] {
        if let failure { throw failure }
        do {
            return try connection.rows(sql, parameters)
        } catch {
            failure = error
            throw error
        }
    }
}
