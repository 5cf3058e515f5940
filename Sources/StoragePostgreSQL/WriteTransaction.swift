// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

/// The writer's connection as one member of a transaction sees it.
final class WriteTransaction: WriteConnection {
    private let connection: PostgreSQLConnection
    private(set) var actions: [@Sendable () -> Void] = []
    private(set) var topics: Set<Announcement> = []
    /// The first statement's that failed: the server takes no other before the transaction goes back.
    private(set) var failure: (any Error)?

    init(on connection: PostgreSQLConnection) { self.connection = connection }

    var clock: DatabaseClock { .postgreSQL }

    func rows(_ sql: String, _ parameters: [SQLValue]) throws -> [Row] {
        try noting { try connection.rows(sql, parameters) }
    }

    func execute(_ sql: String, _ parameters: [SQLValue]) throws -> Int {
        try noting { try connection.execute(sql, parameters) }
    }

    func announce(_ topic: Announcement) { topics.insert(topic) }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { actions.append(action) }

    private func noting<Value>(_ body: () throws -> Value) throws -> Value {
        // What follows the end of a transaction would be committed by itself.
        if let failure { throw failure }
        do {
            let value = try body()
            guard connection.isInTransaction else {
                throw Failure(.databaseFailed, "a write must not end its transaction itself")
            }
            return value
        } catch {
            failure = failure ?? error
            throw error
        }
    }
}
