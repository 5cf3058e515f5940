// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

@Suite struct RetentionTests {
    private static let time = Timestamp(millisecondsSinceEpoch: 1_767_225_600_000)

    private static func id(_ number: Int) -> RunID { Identifier(at: time, random: (UInt64(number), 1)) }

    private static func run(_ number: Int, project: ProjectID?, isFinished: Bool) -> Run {
        Run(
            id: id(number), kind: "one", kindVersion: 1, subject: "a", projectID: project, input: [:],
            state: isFinished ? .succeeded : .running, progress: 0, createdAt: time,
            finishedAt: isFinished ? time + .seconds(number) : nil, steps: [])
    }

    /// Which of the runs still have log text after what is too much went.
    private static func kept(
        _ runs: [Run], chunks: Int = 1, keeping limits: LogLimits
    ) async throws -> [RunID] {
        try await TemporaryDatabase.with { database in
            try await database.write { connection in
                for run in runs {
                    try RunStore().insert(run, on: connection)
                    for index in 0..<chunks {
                        try LogChunkStore().insert(
                            LogChunk(
                                runID: run.id, step: "a", stream: .output, offset: Int64(index), at: time, bytes: [65]),
                            on: connection)
                    }
                }
            }
            let retention = Retention(database: database)
            for _ in 1...2 {
                for log in try await retention.surplusLogs(limits) {
                    _ = try await retention.removeLog(of: log.id)
                }
            }
            return try await database.read { connection in
                try runs.map(\.id).filter { try LogChunkStore().end(of: $0, on: connection) > 0 }
            }
        }
    }

    @Test func theNewestRunsOfEachProjectKeepTheirLogs() async throws {
        let (one, two) = (ProjectID(at: Self.time, random: (1, 1)), ProjectID(at: Self.time, random: (2, 2)))
        var runs = (1...5).map { Self.run($0, project: one, isFinished: true) }
        runs += (6...7).map { Self.run($0, project: two, isFinished: true) }
        runs += (8...11).map { Self.run($0, project: nil, isFinished: true) }
        let kept = try await Self.kept(runs, keeping: LogLimits(count: 3))
        #expect(kept == [3, 4, 5, 6, 7, 9, 10, 11].map(Self.id))
    }

    @Test func anUnfinishedRunKeepsItsLog() async throws {
        let runs = (1...4).map { Self.run($0, project: nil, isFinished: $0 != 1) }
        #expect(try await Self.kept(runs, keeping: LogLimits(count: 2)) == [1, 3, 4].map(Self.id))
    }

    @Test func ageAndSizeBoundThemToo() async throws {
        let runs = (1...5).map { Self.run($0, project: nil, isFinished: $0 != 2) }
        let aged = LogLimits(count: 100, since: Self.time + .seconds(4))
        #expect(try await Self.kept(runs, keeping: aged) == [2, 4, 5].map(Self.id))
        // Ten bytes each: the newest two fit, and what is not over counts and stays.
        let sized = LogLimits(count: 100, bytes: 25)
        #expect(try await Self.kept(runs, chunks: 10, keeping: sized) == [2, 4, 5].map(Self.id))
        #expect(try await Self.kept(runs, chunks: 10, keeping: LogLimits(count: 100, bytes: 50)).count == 5)
    }

    @Test func aLongLogGoesInManyTransactions() async throws {
        let runs = (1...2).map { Self.run($0, project: nil, isFinished: true) }
        #expect(try await Self.kept(runs, chunks: 600, keeping: LogLimits(count: 1)) == [Self.id(2)])
    }
}
