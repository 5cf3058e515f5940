// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct PreferenceStoreTests {
    private let store = PreferenceStore()
    private let records = Records()

    private func user(_ name: String, in database: any Database) async throws -> UserID {
        let user = User(
            id: records.random.identifier(at: records.time.now), name: try UserName(name), displayName: name,
            createdAt: records.time.now)
        try await database.write { try UserStore().insert(user, on: $0) }
        return user.id
    }

    private func put(
        _ value: JSONValue, as name: String = "layout", of user: UserID, expecting: Int64? = nil,
        in database: any Database
    ) async throws -> Int64 {
        let condition = expecting.map { EntityCondition.unchanged(since: Revision("\($0)")) } ?? .none
        return try await database.write { [store] in
            try store.put(value, as: name, of: user, if: condition, on: $0)
        }
    }

    @Test func `each change has a revision, and one that was made on another is refused`() async throws {
        try await TemporaryDatabase.with { database in
            let (ann, bob) = (try await user("ann", in: database), try await user("bob", in: database))
            #expect(try await put(1, of: ann, expecting: 0, in: database) == 1)
            #expect(try await put(2, of: ann, in: database) == 2)
            for stale in [0, 1, 3] as [Int64] {
                let failure = await #expect(throws: Failure.self) {
                    try await put(3, of: ann, expecting: stale, in: database)
                }
                #expect(failure?.code == .preconditionFailed)
            }
            let found = try await database.read { [store] connection in
                (
                    try store.find("layout", of: ann, on: connection), try store.find("layout", of: bob, on: connection)
                )
            }
            #expect(found.0 == PreferenceStore.Document(value: 2, revision: 2) && found.1 == nil)
        }
    }

    @Test func `what one person keeps is bounded`() async throws {
        try await TemporaryDatabase.with { database in
            let ann = try await user("ann", in: database)
            for number in 1...PreferenceStore.maximumCount {
                _ = try await put(1, as: "p\(number)", of: ann, in: database)
            }
            let more = await #expect(throws: Failure.self) { try await put(1, as: "more", of: ann, in: database) }
            #expect(more?.code == .tooManyPreferences && more?.code.category == .conflict)
            #expect(try await put(2, as: "p1", of: ann, in: database) == 2)
            let large = JSONValue.string(String(repeating: "x", count: PreferenceStore.maximumLength))
            let tooLarge = await #expect(throws: Failure.self) { try await put(large, as: "p1", of: ann, in: database) }
            #expect(tooLarge?.code == .preferenceTooLarge)
        }
    }

    @Test func `nothing becomes unread again`() async throws {
        try await TemporaryDatabase.with { database in
            let (ann, now) = (try await user("ann", in: database), records.time.now)
            try await database.write { connection in
                for _ in 1...9 {
                    try EventStore().append(type: "test", subject: "a", runID: nil, data: [:], at: now, on: connection)
                }
            }
            // What has not happened yet can't have been read.
            for (cursor, expected) in [(5, 5), (3, 5), (.max, 9)] as [(Int64, Int64)] {
                try await database.write { try ReadMarkStore().advance(to: cursor, of: ann, on: $0) }
                #expect(try await database.read { try ReadMarkStore().cursor(of: ann, on: $0) } == expected)
            }
        }
    }

    @Test func `what belongs to a person goes with them`() async throws {
        try await TemporaryDatabase.with { database in
            let ann = try await user("ann", in: database)
            _ = try await put(1, of: ann, in: database)
            try await database.write { connection in
                try ReadMarkStore().advance(to: 1, of: ann, on: connection)
                try UserStore().delete(ann, on: connection)
            }
            let rest = try await database.read { connection in
                try ["preferences", "read_marks"].flatMap { try connection.rows("SELECT user_id FROM \($0)") }
            }
            #expect(rest.isEmpty)
        }
    }
}
