// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct EventFilterTests {
    /// The store and the memory let through the same, page by page, up to the newest.
    @Test func theStoreFiltersAsTheMemoryDoes() async throws {
        try await TemporaryDatabase.with { database in
            let random = RandomSource.seeded(7)
            let run: RunID = random.identifier(at: Timestamp(millisecondsSinceEpoch: 5))
            let subjects = ["a", "b", "project/x", "É", "user/1", "user/2", "credential/aws", "audit"]
            let types = ["run.started", "run.finished", "run", "runx", "r_n.x", "r%", "ûn.x", "RUN.x"]
            try await database.write { connection in
                for _ in 0..<300 {
                    try EventStore().append(
                        type: types[Int(random.next() % 8)], subject: subjects[Int(random.next() % 8)],
                        runID: random.next() % 2 == 0 ? run : nil, data: [:],
                        at: Timestamp(millisecondsSinceEpoch: 0), on: connection)
                }
            }
            let all = try await database.read { try EventStore().page(after: 0, of: .all, limit: 1000, on: $0) }.events
            #expect(all.count == 300)
            for subjects in [nil, ["a"], ["b", "É"], ["nobody"], [], ["user/1", "user/2", "a"]] as [Set<String>?] {
                for types in [nil, ["run."], ["run", "r_n."], ["r%", "ûn."], ["."], []] as [Set<String>?] {
                    let people: [Set<String>?] = [nil, [], ["user/1"]]
                    for (runID, people) in [(nil, people[0]), (run, people[0]), (run, people[1]), (nil, people[2])] {
                        let filter = EventFilter(subjects: subjects, types: types, runID: runID, people: people)
                        var found: [Event] = []
                        var cursor: Int64 = 0
                        while cursor < 300 {
                            let from = cursor
                            let span: Int64? = from % 2 == 0 ? nil : 11
                            let page = try await database.read {
                                try EventStore().page(after: from, of: filter, limit: 7, span: span, on: $0)
                            }
                            #expect(page.through > from && page.through <= from + (span ?? 300))
                            found += page.events
                            cursor = page.through
                        }
                        let expected = all.filter(filter.matches)
                        #expect(found == expected, "\(filter)")
                    }
                }
            }
        }
    }
}
