// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

@Suite struct EventLogTests {
    private func with(_ body: (EventLog, any Database) async throws -> Void) async throws {
        try await EngineFixture.with { try await body($0.events, $0.database) }
    }

    @Test func theOrderOfCursorsIsTheOrderOfCommits() async throws {
        try await with { log, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for number in 0..<25 {
                            try await log.append(
                                "tick", subject: "writer/\(writer)", data: ["n": .integer(Int64(number))])
                        }
                    }
                }
                // While they write, a follower must see every cursor, each exactly once, in order.
                var seen: [Int64] = []
                for try await event in log.changes(after: nil) {
                    seen.append(event.cursor)
                    if seen.count == 200 { break }
                }
                #expect(seen == Array(1...200))
                try await group.waitForAll()
            }
            for writer in 0..<8 {
                let own = try await log.read(after: nil, limit: 100, subject: "writer/\(writer)")
                #expect(own.map { $0.data["n"]?.integer } == (0..<25).map { Int64($0) })
            }
        }
    }

    @Test func anUndoneTransactionLeavesNoEventAndNoGap() async throws {
        try await with { log, database in
            struct Undone: Error {}
            try await log.append("first", subject: "a")
            await #expect(throws: Undone.self) {
                try await database.write { connection in
                    try log.append("never", subject: "a", on: connection)
                    throw Undone()
                }
            }
            try await log.append("second", subject: "a")
            let events = try await log.read(after: nil)
            #expect(events.map(\.type) == ["first", "second"])
            #expect(events.map(\.cursor) == [1, 2])
        }
    }

    @Test func aFollowerWakesForWhatItFollows() async throws {
        try await with { log, _ in
            let followed = RunID(at: Timestamp(millisecondsSinceEpoch: 1), random: (1, 1))
            let other = RunID(at: Timestamp(millisecondsSinceEpoch: 1), random: (2, 2))
            try await withThrowingTaskGroup(of: [String].self) { group in
                group.addTask {
                    var types: [String] = []
                    for try await event in log.changes(after: 0, runID: followed) {
                        types.append(event.type)
                        if event.type == "last" { break }
                    }
                    return types
                }
                group.addTask {
                    var types: [String] = []
                    for try await event in log.changes(after: 0, subject: "b") {
                        types.append(event.type)
                        if types.count == 2 { break }
                    }
                    return types
                }
                try await log.append("one", subject: "a", runID: followed)
                try await log.append("noise", subject: "b", runID: other)
                try await log.append("noise", subject: "b")
                try await log.append("last", subject: "a", runID: followed)
                var results: [[String]] = []
                for try await types in group { results.append(types) }
                #expect(Set(results) == [["one", "last"], ["noise", "noise"]])
            }
        }
    }

    @Test func aCancelledFollowerEnds() async throws {
        try await with { log, _ in
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { for try await _ in log.changes(after: nil) {} }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func agesAndSizesBoundTheLogToo() async throws {
        try await TemporaryDatabase.with { database in
            let time = ManualTime()
            let log = EventLog(database: database, time: time.source)
            for number in 1...10 {
                try await log.append("tick", subject: "a", data: ["n": .integer(Int64(number))])
                time.advance(by: .seconds(60))
            }
            let start = time.now + .seconds(-600)
            #expect(try await log.surplus(EventLimits(count: 100)) == nil)
            // The fourth is as old as the bound, and stays.
            let old = try #require(try await log.surplus(EventLimits(count: 100, since: start + .seconds(180))))
            #expect((old.cursor, old.count) == (3, 3))
            // tick, a, {"n":1} and 64 are 76 each, the tenth 77.
            #expect(old.size == 3 * 76)
            #expect(try await log.surplus(EventLimits(count: 100, bytes: 77 + 2 * 76))?.cursor == 7)
            #expect(try await log.surplus(EventLimits(count: 100, bytes: 77 + 2 * 76 - 1))?.cursor == 8)
            #expect(try await log.surplus(EventLimits(count: 100, bytes: 1))?.cursor == 10)
            #expect(try await log.surplus(EventLimits(count: 100, since: time.now))?.cursor == 10)
            // The strictest of them holds.
            let limits = EventLimits(count: 4, since: start + .seconds(180), bytes: 1_000_000)
            #expect(try await log.prune(limits, batch: 4) == 6)
            #expect(try await log.read(after: nil).map(\.cursor) == [7, 8, 9, 10])
            #expect(try await log.surplus(limits) == nil)
        }
    }

    /// What a restored backup's log is like: its cursors go on far behind the last one.
    @Test func aGapBetweenCursorsDoesNotEndThePruning() async throws {
        try await with { log, database in
            for _ in 1...3 { try await log.append("before", subject: "a") }
            try await database.write { try Schema.takeOver(endingRunsOf: "backup", on: $0) }
            for _ in 1...3 { try await log.append("after", subject: "a") }
            #expect(try await log.count() == 6)
            #expect(try await log.surplus(EventLimits(count: 6)) == nil, "the gap must not count as events")
            #expect(try await log.prune(EventLimits(count: 5)) == 1)
            #expect(try await log.read(after: nil).map(\.type) == ["before", "before", "after", "after", "after"])
            #expect(try await log.prune(EventLimits(count: 1)) == 4)
            #expect(try await log.read(after: nil).map(\.type) == ["after"])
            #expect(try await log.surplus(EventLimits(count: 1)) == nil)
        }
    }

    @Test func aCursorOlderThanWhatIsKeptIsToldSo() async throws {
        try await with { log, _ in
            for number in 1...50 { try await log.append("tick", subject: "a", data: ["n": .integer(Int64(number))]) }
            #expect(try await log.prune(EventLimits(count: 20), batch: 7) == 30)
            #expect(try await log.prune(EventLimits(count: 20)) == 0)
            let kept = try await log.read(after: nil)
            #expect(kept.map(\.cursor) == Array(31...50))
            let after = try await log.read(after: 30)
            #expect(after == kept, "a reader that has seen all that was pruned misses nothing")
            for cursor: Int64 in [0, 29, 51] {
                let failure = await #expect(throws: Failure.self) { try await log.read(after: cursor) }
                #expect(failure?.code == .cursorExpired)
                let live = await #expect(throws: Failure.self) {
                    for try await _ in log.changes(after: cursor) {}
                }
                #expect(live?.code == .cursorExpired)
            }
            #expect(try await log.append("next", subject: "a") == 51, "pruning must not give a cursor out again")
        }
    }
}
