// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import TestKit
import Testing
import Workflows

@Suite struct EventLagTests {
    private static func expect(
        _ log: EventLog, followers: Int, events: Int64, age: Duration, at location: SourceLocation = #_sourceLocation
    ) async throws {
        let lag = try await log.lag()
        #expect(lag.followers == followers, sourceLocation: location)
        #expect(lag.events == events, sourceLocation: location)
        #expect(lag.age == age, sourceLocation: location)
    }

    @Test func theSlowestFollowerSaysHowFarTheyAreBehind() async throws {
        try await TemporaryDatabase.with { database in
            let time = ManualTime()
            let log = EventLog(database: database, time: time.source)
            for _ in 1...3 {
                try await log.append("tick", subject: "a")
                time.advance(by: .seconds(10))
            }
            try await Self.expect(log, followers: 0, events: 0, age: .zero)
            do {
                var (fast, slow) = (
                    log.changes(after: 0).makeAsyncIterator(), log.changes(after: 0).makeAsyncIterator()
                )
                try await Self.expect(log, followers: 2, events: 0, age: .zero)
                for _ in 1...3 { _ = try await fast.next() }
                _ = try await slow.next()
                // It is busy with the first, which came 30 seconds ago.
                try await Self.expect(log, followers: 2, events: 3, age: .seconds(30))
                _ = try await slow.next()
                try await Self.expect(log, followers: 2, events: 2, age: .seconds(20))
                try await log.prune(EventLimits(count: 1))
                try await Self.expect(log, followers: 2, events: 2, age: .zero)
                withExtendedLifetime((fast, slow)) {}
            }
            #expect(try await log.lag().followers == 0)
        }
    }
}
