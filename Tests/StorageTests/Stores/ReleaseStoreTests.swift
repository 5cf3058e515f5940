// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct ReleaseStoreTests {
    private let store = ReleaseStore()
    private let records = Records()

    @Test func `numbers count per project and profile, and a release comes back as it was inserted`() async throws {
        try await TemporaryDatabase.with { database in
            let (shop, blog) = (
                try await records.project("shop", in: database), try await records.project("blog", in: database)
            )
            let made = [
                try await records.release(of: shop, in: database), try await records.release(of: shop, in: database),
                try await records.release(of: shop, profile: .staging, in: database),
                try await records.release(of: blog, in: database),
            ]
            #expect(made.map(\.number) == [1, 2, 1, 1])
            let found = try await database.read { [store] connection in
                (
                    try made.map { try store.find($0.id, on: connection) },
                    try store.find(number: 2, project: shop.id, profile: .production, on: connection),
                    try store.find(madeBy: made[3].runID, on: connection),
                    try store.list(project: shop.id, on: connection).map(\.id),
                    try store.list(project: shop.id, profile: .production, limit: 1, on: connection).map(\.id)
                )
            }
            #expect(found.0 == made)
            #expect(found.1 == made[1])
            #expect(found.2 == made[3])
            #expect(Set(found.3) == Set(made.prefix(3).map(\.id)))
            #expect(found.4 == [made[1].id])
        }
    }

    @Test func `a run makes one release`() async throws {
        try await TemporaryDatabase.with { database in
            let project = try await records.project("shop", in: database)
            let release = try await records.release(of: project, in: database)
            let failure = await #expect(throws: Failure.self) {
                _ = try await records.release(of: project, run: release.runID, in: database)
            }
            #expect(failure?.code == .uniqueViolated)
        }
    }

    @Test func `activating makes the predecessor warm, and there and back again`() async throws {
        try await TemporaryDatabase.with { database in
            let project = try await records.project("shop", in: database)
            let (one, two) = (
                try await records.release(of: project, in: database),
                try await records.release(of: project, in: database)
            )
            let now = records.time.now
            let predecessors = try await database.write { [store] connection in
                try [one, two, two, one].map { try store.activate($0.id, at: now, on: connection)?.id }
            }
            #expect(predecessors == [nil, one.id, nil, two.id])
            let (active, all) = try await database.read { [store] connection in
                (
                    try store.active(project: project.id, profile: .production, on: connection),
                    try store.list(project: project.id, on: connection)
                )
            }
            #expect(active?.id == one.id)
            #expect(active?.activatedAt == now)
            #expect(Dictionary(uniqueKeysWithValues: all.map { ($0.number, $0.status) }) == [1: .active, 2: .warm])
        }
    }

    @Test func `a change that had to be taken back has failed, and changes are those of production since a moment`()
        async throws
    {
        try await TemporaryDatabase.with { database in
            let project = try await records.project("shop", in: database)
            let (one, two) = (
                try await records.release(of: project, in: database),
                try await records.release(of: project, in: database)
            )
            _ = try await records.release(of: project, in: database)
            let trial = try await records.release(of: project, profile: .staging, in: database)
            func changes(since: Timestamp) async throws -> [Duration?] {
                try await database.read { [store] in try store.activations(since: since, on: $0) }.map { change in
                    change.ended == .rolledBack ? change.endedAt.map { $0 - change.activatedAt } : nil
                }
            }
            let now = records.time.now
            func activate(_ release: Release, after seconds: Int) async throws {
                try await database.write { [store] connection in
                    _ = try store.activate(release.id, at: now + .seconds(seconds), on: connection)
                }
            }
            try await activate(trial, after: 0)
            try await activate(one, after: 0)
            try await activate(two, after: 10)
            #expect(try await changes(since: one.createdAt) == [nil, nil])
            try await activate(one, after: 17)
            #expect(Set(try await changes(since: one.createdAt)) == [nil, .seconds(7)])
            try await activate(two, after: 60)
            #expect(Set(try await changes(since: one.createdAt)) == [nil, .seconds(7)])
            #expect(try await changes(since: now + .seconds(3600)).isEmpty)
        }
    }

    @Test func `the schema itself allows one active release per project and profile`() async throws {
        try await TemporaryDatabase.with { database in
            let project = try await records.project("shop", in: database)
            _ = try await records.release(of: project, status: .active, in: database)
            _ = try await records.release(of: project, profile: .staging, status: .active, in: database)
            let failure = await #expect(throws: Failure.self) {
                _ = try await records.release(of: project, status: .active, in: database)
            }
            #expect(failure?.code == .uniqueViolated)
        }
    }

    @Test func `a status that does not follow is release_conflict and changes nothing`() async throws {
        try await TemporaryDatabase.with { database in
            let project = try await records.project("shop", in: database)
            let failed = try await records.release(of: project, status: .failed, in: database)
            let active = try await records.release(of: project, status: .active, in: database)
            let now = records.time.now
            let failure = await #expect(throws: Failure.self) {
                try await database.write { [store] in try store.activate(failed.id, at: now, on: $0) }
            }
            #expect(failure?.code == .releaseConflict)
            let still = try await database.read { [store] in
                try store.active(project: project.id, profile: .production, on: $0)
            }
            #expect(still?.id == active.id)
        }
    }

    @Test func `an artifact is used until its last release is pruned`() async throws {
        try await TemporaryDatabase.with { database in
            let project = try await records.project("shop", in: database)
            let releases = [
                try await records.release(of: project, artifact: "x", status: .stopped, in: database),
                try await records.release(of: project, artifact: "x", status: .failed, in: database),
            ]
            var used: [Bool] = []
            for release in releases {
                used.append(try await database.read { [store] in try store.isUsed(artifact: "x", on: $0) })
                try await database.write { [store] in _ = try store.move(release.id, to: .pruned, on: $0) }
            }
            used.append(try await database.read { [store] in try store.isUsed(artifact: "x", on: $0) })
            #expect(used == [true, true, false])
            let pruned = try await database.read { [store] in try store.list(status: .pruned, on: $0) }
            #expect(pruned.map(\.id) == releases.map(\.id))
        }
    }
    @Test func `what got the traffic after a release is of its own project and profile`() async throws {
        try await TemporaryDatabase.with { database in
            let (shop, other) = (
                try await records.project("shop", in: database), try await records.project("other", in: database)
            )
            var made: [Release] = []
            for _ in 1...4 { made.append(try await records.release(of: shop, in: database)) }
            let foreign = try await records.release(of: other, in: database)
            let preview = try await records.release(of: shop, profile: .development, in: database)
            let start = records.time.now
            // The first gets it back at the end.
            let turns = [made[0], foreign, preview, made[1], made[2], foreign, made[0]].map(\.id)
            try await database.write { [store] connection in
                for (index, id) in turns.enumerated() {
                    try store.activate(id, at: start + .seconds(index + 1), on: connection)
                }
            }
            func successors(of release: Release) async throws -> [ReleaseID] {
                try await database.read { [store] connection in
                    try store.successors(of: try store.require(release.id, on: connection), on: connection).map(\.id)
                }
            }
            #expect(try await successors(of: made[1]) == [made[2].id, made[0].id])
            #expect(try await successors(of: made[2]) == [made[0].id])
            #expect(try await successors(of: made[0]) == [])
            #expect(try await successors(of: made[3]) == [], "it never had it")
        }
    }

    @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL))
    func `what is asked every few seconds does not read the history`() async throws {
        try await TemporaryDatabase.with { database in
            let queries: [(String, [SQLValue], index: String)] = [
                (ReleaseStore.statusQuery, [.text("warm")], "releases_status"),
                (ReleaseStore.successorQuery, [.text("id"), .text("production"), .integer(1)], "releases_turns"),
            ]
            for (query, parameters, index) in queries {
                let plan = try await database.read {
                    try $0.rows("EXPLAIN QUERY PLAN " + query, parameters).map { try $0.text("detail") }
                }
                // In its order too, without a sort.
                #expect(plan.count == 1 && plan[0].hasPrefix("SEARCH") && plan[0].contains(index), "\(plan)")
            }
        }
    }
}
