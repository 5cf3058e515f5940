// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct DeliverySummaryTests {
    private static let day: Int64 = 86_400_000

    /// Records a run that was made some seconds after midnight, UTC, of a day before today and took so many.
    private static func record(
        _ kind: String, _ state: RunState, of project: Project?, at second: Int64, daysAgo: Int64 = 0,
        taking seconds: Int64 = 10, in f: DeliveryFixture
    ) async throws -> RunID {
        let today = f.time.source.now().millisecondsSinceEpoch / day * day
        let start = Timestamp(millisecondsSinceEpoch: today - daysAgo * day + second * 1000)
        let run = Run(
            id: RandomSource.system.identifier(at: start), kind: kind, kindVersion: 1, subject: "test/\(kind)",
            projectID: project?.id, input: [:], state: state, progress: 0, createdAt: start,
            finishedAt: start + .seconds(seconds), steps: [])
        try await f.database.write { try RunStore().insert(run, on: $0) }
        return run.id
    }

    @Test func deploymentsAreCountedByDayAndWhatFailedLastIsUnresolved() async throws {
        try await DeliveryFixture.with { f in
            let (shop, blog) = (try await f.makeProject("shop"), try await f.makeProject("blog"))
            _ = try await Self.record("deploy", .failed, of: shop, at: 1, daysAgo: 9, in: f)
            _ = try await Self.record("deploy", .succeeded, of: shop, at: 1, daysAgo: 1, in: f)
            _ = try await Self.record("deploy", .failed, of: blog, at: 2, in: f)
            _ = try await Self.record("deploy", .succeeded, of: blog, at: 3, taking: 20, in: f)
            // One that a person cancelled counts as nothing, and hides nothing.
            _ = try await Self.record("deploy", .cancelled, of: blog, at: 4, in: f)
            let failed = try await Self.record("deploy", .rolledBack, of: shop, at: 5, in: f)
            _ = try await Self.record("deploy", .cancelled, of: shop, at: 6, in: f)
            let backup = try await Self.record("backup", .failed, of: nil, at: 7, in: f)

            let all = try await f.service.summary(of: nil, days: 3)
            #expect(all.days.map(\.succeeded) == [0, 1, 1] && all.days.map(\.failed) == [0, 0, 2])
            #expect(all.days.last?.date == String(f.time.source.now().description.prefix(10)))
            #expect(all.successRate == 0.5 && all.leadTime == 15)
            #expect(all.changeFailureRate == nil && all.timeToRestore == nil)
            #expect(all.unresolved == [backup, failed])

            let some = try await f.service.summary(of: [blog.id], days: 1)
            #expect(some.days.map(\.succeeded) == [1] && some.days.map(\.failed) == [1])
            #expect(some.unresolved.isEmpty)
        }
    }

    @Test func aRollbackIsAChangeThatFailed() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two"] { try await f.deploy(["index.html": version]) }
            f.time.advance(by: .seconds(60))
            #expect(try await f.rollBack().state == .succeeded)
            let summary = try await f.service.summary(of: nil, days: 2)
            #expect(summary.changeFailureRate == 0.5)
            #expect(try #require(summary.timeToRestore) >= 60)
            #expect(summary.successRate == 1 && summary.unresolved.isEmpty)
        }
    }
}
