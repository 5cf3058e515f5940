// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

/// The log as lists show it: from its end.
@Suite struct EventListTests {
    private static let types = ["run.log", "run.finished", "run.progress", "service.state", "setting.changed"]

    private static func with(_ body: (any Database) async throws -> Void) async throws {
        try await TemporaryDatabase.with { database in
            try await database.write { connection in
                for number in 0..<20 {
                    try EventStore().append(
                        type: types[number % types.count], subject: number < 10 ? "a" : "b", runID: nil, data: [:],
                        at: Timestamp(millisecondsSinceEpoch: 0), on: connection)
                }
            }
            try await body(database)
        }
    }

    private static func newest(
        _ filter: EventFilter, before: Int64? = nil, limit: Int = 100, in database: any Database
    ) async throws -> [Int64] {
        try await database.read { try EventStore().newest(filter, before: before, limit: limit, on: $0) }.map(\.cursor)
    }

    @Test func `text and progress are left out unless they are asked for`() async throws {
        try await Self.with { database in
            let filters = [EventFilter(subjects: ["a"]), EventFilter(types: ["run.log"]), EventFilter(subjects: [])]
            var found = [try await Self.newest(.all, limit: 4, in: database)]
            for filter in filters { found.append(try await Self.newest(filter, in: database)) }
            found.append(try await Self.newest(EventFilter(types: ["run."]), before: 9, in: database))
            #expect(found == [[20, 19, 17, 15], [10, 9, 7, 5, 4, 2], [16, 11, 6, 1], [], [8, 7, 6, 3, 2, 1]])
        }
    }

    @Test func `what people may have to be told of is between two cursors, newest first`() async throws {
        try await Self.with { database in
            let found = try await database.read { connection in
                try [
                    EventStore().notable(limit: 3, on: connection),
                    EventStore().notable(before: 17, after: 4, limit: 100, on: connection),
                ].map { $0.map(\.cursor) }
            }
            #expect(found == [[19, 17, 14], [14, 12, 9, 7]])
        }
    }

    @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL))
    func `that is read from an index of nothing else`() async throws {
        try await TemporaryDatabase.with { database in
            let plan = try await database.read { connection in
                try connection.rows(
                    "EXPLAIN QUERY PLAN " + EventStore.notableQuery, [.integer(0), .integer(0), .integer(0)]
                ).map {
                    try $0.text("detail")
                }
            }
            #expect(plan.count == 1 && plan[0].contains("events_notable"), "\(plan)")
        }
    }
}
