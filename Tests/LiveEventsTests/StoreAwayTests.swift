// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import LiveEvents
import Model
import Primitives
import Storage
import Synchronization
import Testing
import Wire

/// A store that can't be read for a while ends connections, which come back, and no subscriptions, which would not.
@Suite(.timeLimit(.minutes(2))) struct StoreAwayTests {
    @Test func whoHasToReadComesBackAndHasMissedNothing() async throws {
        let outage = Outage()
        try await LiveFixture.with {
            $0.recentEvents = 0
        } wrapping: {
            LeavingDatabase($0, outage)
        } _: { live in
            try await live.append(5)
            try await live.untilHead(5)
            let client = try await live.connect()
            _ = try await client.settled()
            outage.isNow = true
            try await client.subscribe("a", .events(.init(after: 2)))
            #expect(try await client.untilClosed()?.code == .tryAgainLater)
            let refused = try await live.stream("/v1/events?after=2")
            #expect(refused.status.code == 503)
            outage.isNow = false
            let again = try await live.connect()
            try await again.subscribe("a", .events(.init(after: 2)))
            #expect(try await again.messages { $0.eventCursor == 5 }.compactMap(\.eventCursor) == [3, 4, 5])
        }
    }
}

private final class Outage: Sendable {
    private let flag = Atomic<Bool>(false)

    var isNow: Bool {
        get { flag.load(ordering: .relaxed) }
        set { flag.store(newValue, ordering: .relaxed) }
    }
}

/// A database that is away now and then.
private final class LeavingDatabase: Database {
    private let database: any Database
    private let outage: Outage

    init(_ database: any Database, _ outage: Outage) {
        self.database = database
        self.outage = outage
    }

    var dialect: SQLDialect { database.dialect }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadConnection) throws -> Value
    ) async throws -> Value {
        guard !outage.isNow else { throw Failure(.databaseUnavailable, "the store is away") }
        return try await database.read(body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value {
        try await database.write(body)
    }

    func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void) {
        database.subscribe(topic, action)
    }

    func close() async { await database.close() }
}
