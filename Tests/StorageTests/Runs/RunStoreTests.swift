// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct RunStoreTests {
    private let store = RunStore()
    private static let time = Timestamp(millisecondsSinceEpoch: 1_767_225_600_000)

    private static func run(
        _ number: UInt64, subject: String = "thing/1", kind: String = "one", projectID: ProjectID? = nil
    ) -> Run {
        Run(
            id: Identifier(at: time, random: (number, number)), kind: kind, kindVersion: 1, subject: subject,
            projectID: projectID, input: ["number": .integer(Int64(number))], state: .pending, progress: 0,
            createdAt: time, steps: [StepRecord(name: "a", effect: .keyed), StepRecord(name: "b", effect: .atMostOnce)])
    }

    @Test func aRunComesBackAsItWasStored() async throws {
        try await TemporaryDatabase.with { database in
            let run = Self.run(1)
            try await database.write { [store] in try store.insert(run, on: $0) }
            let old = try await database.read { [store] in try store.journal(of: run.id, on: $0) }
            #expect(old?.run == run)
            var new = RunJournal(
                run: run, marks: [StepMark(), StepMark(failures: 2, isUndone: true)], wakeAt: Self.time,
                isCancelRequested: true, supersededBy: Self.run(2).id)
            new.run.state = .waiting
            new.run.progress = 12.5
            new.run.startedAt = Self.time
            new.run.failure = Failure(.notFound, "gone", hint: "look", metadata: [.init("path", "/x")])
            new.run.question = Question(text: "well?", answers: [.retry])
            new.run.steps[1].state = .compensationFailed
            new.run.steps[1].attempt = 3
            new.run.steps[1].output = ["x": [1, "two", nil]]
            try await database.write { [store, new] in
                try store.save(new, replacing: RunJournal(run: run), under: nil, on: $0)
            }
            let stored = try await database.read { [store] in try store.journal(of: run.id, on: $0) }
            #expect(stored == new)
        }
    }

    @Test func listsHaveOfTheStepsThoseThatRunOrFailed() async throws {
        try await TemporaryDatabase.with { database in
            let states: [StepState] = [
                .succeeded, .running, .failed, .compensationFailed, .skipped, .cancelled, .compensated, .pending,
            ]
            var run = Self.run(1)
            run.steps = states.map { StepRecord(name: $0.rawValue, effect: .keyed, state: $0, output: ["x": 1]) }
            var done = Self.run(2)
            done.state = .succeeded
            for step in done.steps.indices { done.steps[step].state = .succeeded }
            var failed = run
            (failed.id, failed.state) = (Self.run(3).id, .failed)
            let plain = Self.run(4)
            try await database.write { [store, run, done, failed] connection in
                for run in [run, done, failed, plain] { try store.insert(run, on: connection) }
            }
            let listed = try await database.read { [store] in try store.list(RunFilter(), on: $0) }
            let expected = [plain, failed, done, run].map { run in
                var run = run
                run.steps = run.steps.filter { [.running, .failed, .compensationFailed].contains($0.state) }
                return run
            }
            #expect(listed == expected)
            #expect(listed.map(\.steps.count) == [0, 3, 0, 3])
        }
    }

    @Test func pagesAndFiltersGoNewestFirst() async throws {
        try await TemporaryDatabase.with { database in
            let project = ProjectID(at: Self.time, random: (5, 5))
            try await database.write { [store] connection in
                for number in 1...9 as ClosedRange<UInt64> {
                    try store.insert(
                        Self.run(
                            number, subject: "thing/\(number % 2)", kind: number < 4 ? "early" : "late",
                            projectID: number == 8 ? project : nil), on: connection)
                }
            }
            func list(_ filter: RunFilter) async throws -> [Int64?] {
                try await database.read { [store] in try store.list(filter, on: $0) }.map {
                    $0.input["number"]?.integer
                }
            }
            #expect(try await list(RunFilter()) == [9, 8, 7, 6, 5, 4, 3, 2, 1])
            #expect(try await list(RunFilter(limit: 2)) == [9, 8])
            #expect(try await list(RunFilter(before: Self.run(8).id, limit: 2)) == [7, 6])
            #expect(try await list(RunFilter(subject: "thing/0")) == [8, 6, 4, 2])
            #expect(try await list(RunFilter(kind: "early", before: Self.run(3).id)) == [2, 1])
            #expect(try await list(RunFilter(projectID: project)) == [8])
            #expect(try await list(RunFilter(state: .running)) == [])
        }
    }

    @Test func aPageGoesOnBehindARunThatWasRemovedMeanwhile() async throws {
        try await TemporaryDatabase.with { database in
            try await database.write { [store] connection in
                for number in 1...6 as ClosedRange<UInt64> { try store.insert(Self.run(number), on: connection) }
                try connection.execute(
                    "DELETE FROM runs WHERE id IN (?, ?)", [.id(Self.run(4).id), .id(Self.run(3).id)])
            }
            func list(before number: UInt64) async throws -> [Int64?] {
                try await database.read { [store] in try store.list(RunFilter(before: Self.run(number).id), on: $0) }
                    .map { $0.input["number"]?.integer }
            }
            #expect(try await list(before: 4) == [2, 1])
            #expect(try await list(before: 5) == [2, 1])
            #expect(try await list(before: 1) == [])
        }
    }

    /// With a hundred thousand runs stored, a page must cost what its runs cost. SQLite's plan says so for both: a small
    /// table's plan on PostgreSQL is a scan, whatever indexes there are.
    @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL)) func everyPageIsFoundByAnIndex() async throws {
        let project = ProjectID(at: Self.time, random: (5, 5))
        let filters = [
            RunFilter(), RunFilter(projectID: project, limit: 1), RunFilter(projectID: project, before: Self.run(8).id),
            RunFilter(projectID: project, kind: "deploy"),
            RunFilter(subject: "thing/1"), RunFilter(state: .failed), RunFilter(before: Self.run(8).id),
        ]
        try await TemporaryDatabase.with { database in
            for filter in filters {
                #expect(filter.isIndexed)
                let query = RunStore.query(for: filter)
                let plan = try await database.read {
                    try $0.rows("EXPLAIN QUERY PLAN " + query.statement, query.parameters).map { try $0.text("detail") }
                }
                // In the order of `sequence` without a sort; without a filter that is a walk along its index.
                #expect(plan.allSatisfy { $0.contains("INDEX") || $0.contains("SCALAR SUBQUERY") }, "\(plan)")
                #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
                if filter.projectID != nil { #expect(plan.contains { $0.contains("runs_project") }, "\(plan)") }
                if filter.kind != nil { #expect(plan.contains { $0.contains("runs_project_kind") }, "\(plan)") }
                if filter.subject != nil { #expect(plan.contains { $0.contains("runs_subject") }, "\(plan)") }
            }
        }
    }

    @Test(arguments: [
        RunFilter(kind: "deploy"), RunFilter(among: []), RunFilter(among: [], state: .failed),
        RunFilter(subject: "thing/1", state: .failed), RunFilter(subject: "thing/1", kind: "deploy"),
        RunFilter(kind: "deploy", state: .failed),
        RunFilter(projectID: ProjectID(at: time, random: (5, 5)), state: .failed),
        RunFilter(projectID: ProjectID(at: time, random: (5, 5)), kind: "deploy", state: .failed),
    ]) func whatLooksThroughTheHistoryIsKnownToDoSo(_ filter: RunFilter) {
        #expect(!filter.isIndexed)
    }

    /// What the server asked for by itself, among what people did, some of whom are called like its keys.
    @Test func theServersOwnLastRunIsFoundAmongThoseOfPeople() async throws {
        try await TemporaryDatabase.with { database in
            let mine = [("copy/first/1", nil), ("copy/2", nil)] as [(String?, String?)]
            let others =
                [("copy/make/1", "copy"), (nil, nil), ("other/1", nil), ("COPY/1", nil)] as [(String?, String?)]
            let runs = (mine + others).enumerated().map { number, request in
                var run = Self.run(UInt64(number))
                run.actor = request.1
                return (run, request.0)
            }
            try await database.write { [store] connection in
                for (run, key) in runs { try store.insert(run, idempotencyKey: key, on: connection) }
            }
            func latest(of subject: String) async throws -> RunID? {
                try await database.read { [store] in
                    try store.latest(of: subject, underKeysFrom: "copy/", on: $0)?.id
                }
            }
            #expect(try await latest(of: "thing/1") == runs[1].0.id)
            #expect(try await latest(of: "thing/2") == nil)
        }
    }

    @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL)) func itIsFoundAlongItsSubjectsRuns() async throws {
        try await TemporaryDatabase.with { database in
            let plan = try await database.read { connection in
                try connection.rows(
                    "EXPLAIN QUERY PLAN " + RunStore.ownQuery("copy/"), [.text("thing/1"), .text("copy/")]
                ).map { try $0.text("detail") }
            }
            #expect(plan.count == 1 && plan[0].contains("runs_subject"), "\(plan)")
        }
    }

    @Test func theEndOfAnIDIsEnough() async throws {
        try await TemporaryDatabase.with { database in
            let run = Self.run(0xABCD_EF12)
            try await database.write { [store] connection in
                try store.insert(run, on: connection)
                try store.insert(Self.run(7), on: connection)
            }
            func find(_ text: String) async throws -> [RunID] {
                try await database.read { [store] in try store.find(endingIn: text, on: $0).map(\.id) }
            }
            #expect(try await find(run.id.short) == [run.id])
            #expect(try await find(run.id.short.uppercased()) == [run.id])
            #expect(try await find(run.id.description) == [run.id])
            #expect(try await find("x" + run.id.short) == [])
            #expect(try await find(String(run.id.short.suffix(7))) == [])
        }
    }

    @Test(arguments: [0, 1, 31, 33]) func manyAreAskedForAtOnceHowTheyStand(count: Int) async throws {
        try await TemporaryDatabase.with { database in
            func running(_ number: UInt64, kind: String = "one") -> Run {
                var run = Self.run(number, kind: kind)
                run.steps[1].state = .running
                return run
            }
            let runs = (0..<count).map { running(UInt64($0 + 1), kind: $0 % 2 == 0 ? "even" : "odd") }
            let last = running(100)
            try await database.write { [store] connection in
                for run in runs + [last] { try store.insert(run, on: connection) }
            }
            let asked = Set(runs.map(\.id) + [Self.run(200).id])
            let found = try await database.read { [store] in try store.standings(of: asked, on: $0) }
            #expect(found.count == count)
            #expect(runs.allSatisfy { found[$0.id]?.kind == $0.kind && found[$0.id]?.state == $0.state })
            let listed = try await database.read { [store] in try store.list(RunFilter(limit: 100), on: $0) }
            #expect(listed.count == count + 1 && listed.allSatisfy { $0.steps.map(\.name) == ["b"] })
        }
    }

    @Test func onlyTheHolderOfALeaseWrites() async throws {
        try await TemporaryDatabase.with { database in
            let run = Self.run(1)
            try await database.write { [store] in try store.insert(run, on: $0) }
            func acquire(_ owner: String) async throws -> RunLease? {
                try await database.write { [store] in
                    try store.acquire(run.id, owner: owner, bind: false, lasting: .seconds(60), on: $0)
                }
            }
            let first = try #require(try await acquire("first"))
            #expect(try await acquire("second") == nil)
            try await database.write { [store] in _ = try store.releaseAll(of: "first", on: $0) }
            let second = try #require(try await acquire("second"))
            #expect(second.generation > first.generation)
            let journal = RunJournal(run: run)
            for stale in [first] {
                let renewal = await #expect(throws: Failure.self) {
                    try await database.write { [store] in
                        _ = try store.renew(stale, lasting: .seconds(60), on: $0)
                    }
                }
                #expect(renewal?.code == .leaseLost)
                let save = await #expect(throws: Failure.self) {
                    try await database.write { [store] in
                        try store.save(journal, replacing: journal, under: stale, on: $0)
                    }
                }
                #expect(save?.code == .leaseLost)
                try await database.write { [store] in try store.release(stale, on: $0) }
            }
            #expect(try await acquire("third") == nil, "a stale release gave the run away")
            try await database.write { [store] in try store.save(journal, replacing: journal, under: second, on: $0) }
        }
    }

    @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL)) func whatWorkersAskGoesThroughTheOpenRunsAlone() async throws {
        try await TemporaryDatabase.with { database in
            // The plan, not the time, shows that the history is not read.
            let plan = try await database.read { connection in
                try connection.rows(
                    """
                    EXPLAIN QUERY PLAN SELECT r.id FROM runs r WHERE r.finished_at IS NULL AND NOT EXISTS (
                      SELECT 1 FROM runs e
                      WHERE e.finished_at IS NULL AND e.subject = r.subject AND e.sequence < r.sequence)
                    ORDER BY r.sequence LIMIT 8
                    """
                ).map { try $0.text("detail") }
            }
            #expect(plan.contains { $0.hasPrefix("SCAN r USING") && $0.contains("runs_queue") }, "\(plan)")
            #expect(plan.contains { $0.hasPrefix("SEARCH e USING") && $0.contains("runs_open") }, "\(plan)")
            let backlog = try await database.read { connection in
                try connection.rows("EXPLAIN QUERY PLAN " + RunStore.backlogQuery).map { try $0.text("detail") }
            }
            #expect(backlog.contains { $0.contains("runs_queue") }, "\(backlog)")
        }
    }
}
