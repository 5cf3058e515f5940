// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct ProjectStoreTests {
    private let store = ProjectStore()
    private let records = Records()

    @Test func `a project is found by name and by ID as it was created`() async throws {
        try await TemporaryDatabase.with { database in
            let project = try await records.project("shop", in: database)
            let found = try await database.read { [store] connection in
                [
                    try store.find(project.id, on: connection), try store.find(named: project.name, on: connection),
                    try store.require(named: project.name, on: connection),
                ]
            }
            #expect(found == [project, project, project])
        }
    }

    @Test func `a second project of the same name is project_exists and takes no ordinal`() async throws {
        try await TemporaryDatabase.with { database in
            _ = try await records.project("shop", in: database)
            let failure = await #expect(throws: Failure.self) { _ = try await records.project("shop", in: database) }
            #expect(failure?.code == .projectExists)
            let next = try await records.project("blog", in: database)
            #expect(next.ordinal == 2)
        }
    }

    @Test func `ordinals count from 1 and are not given again after a deletion`() async throws {
        try await TemporaryDatabase.with { database in
            let first = try await records.project("a", in: database)
            let second = try await records.project("b", in: database)
            let wasThere = try await database.write { [store] in
                [try store.delete(second.id, on: $0), try store.delete(second.id, on: $0)]
            }
            let third = try await records.project("b", in: database)
            #expect([first, second, third].map(\.ordinal) == [1, 2, 3])
            #expect(wasThere == [true, false])
        }
    }

    @Test func `an unknown name is project_not_found`() async throws {
        try await TemporaryDatabase.with { database in
            let name = try ProjectName("nobody")
            let failure = await #expect(throws: Failure.self) {
                try await database.read { [store] in _ = try store.require(named: name, on: $0) }
            }
            #expect(failure?.code == .projectNotFound)
        }
    }

    @Test func `deleting takes environments and releases along and leaves those of others`() async throws {
        try await TemporaryDatabase.with { database in
            let (gone, kept) = (
                try await records.project("gone", in: database), try await records.project("kept", in: database)
            )
            for project in [gone, kept] {
                _ = try await records.release(of: project, in: database)
                try await database.write { connection in
                    try EnvironmentStore().set(
                        EnvironmentVariable(name: "A", value: .plain("1")), project: project.id,
                        profile: .production, at: records.time.now, on: connection)
                }
            }
            try await database.write { [store] in try store.delete(gone.id, on: $0) }
            let left = try await database.read { [store] connection in
                (
                    try store.list(on: connection), try ReleaseStore().list(project: gone.id, on: connection),
                    try ReleaseStore().list(project: kept.id, on: connection),
                    try EnvironmentStore().list(project: gone.id, profile: .production, on: connection),
                    try EnvironmentStore().list(project: kept.id, profile: .production, on: connection)
                )
            }
            #expect(left.0 == [kept])
            #expect(left.1.isEmpty && left.3.isEmpty)
            #expect(left.2.count == 1 && left.4.count == 1)
        }
    }
}
