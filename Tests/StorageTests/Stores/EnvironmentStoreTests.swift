// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct EnvironmentStoreTests {
    private let store = EnvironmentStore()
    private let records = Records()

    @Test func `variables belong to one project and profile and are replaced whole`() async throws {
        try await TemporaryDatabase.with { database in
            let project = try await records.project("shop", in: database)
            let now = records.time.now
            let plain = EnvironmentVariable(name: "TOKEN", value: .plain(""))
            let secret = EnvironmentVariable(name: "TOKEN", value: .secret("production/TOKEN"))
            let other = EnvironmentVariable(name: "DEBUG", value: .plain("1"))
            try await database.write { [store] connection in
                for (variable, profile) in [(plain, Profile.production), (other, .staging), (secret, .production)] {
                    try store.set(variable, project: project.id, profile: profile, at: now, on: connection)
                }
            }
            let lists = try await database.read { [store] connection in
                try Profile.allCases.map { try store.list(project: project.id, profile: $0, on: connection) }
            }
            #expect(lists == [[], [other], [secret]])
        }
    }

    @Test func `unsetting returns what was set`() async throws {
        try await TemporaryDatabase.with { database in
            let project = try await records.project("shop", in: database)
            let now = records.time.now
            let secret = EnvironmentVariable(name: "TOKEN", value: .secret("TOKEN"))
            let removed = try await database.write { [store] connection in
                try store.set(secret, project: project.id, profile: .production, at: now, on: connection)
                return [
                    try store.find("TOKEN", project: project.id, profile: .production, on: connection),
                    try store.unset("TOKEN", project: project.id, profile: .production, on: connection),
                    try store.unset("TOKEN", project: project.id, profile: .production, on: connection),
                ]
            }
            #expect(removed == [secret, secret, nil])
        }
    }

    @Test func `a variable of a project that is not there is refused`() async throws {
        try await TemporaryDatabase.with { database in
            let (nobody, now) = (records.random.identifier(at: records.time.now) as ProjectID, records.time.now)
            let failure = await #expect(throws: Failure.self) {
                try await database.write { [store] connection in
                    try store.set(
                        EnvironmentVariable(name: "A", value: .plain("1")), project: nobody, profile: .staging,
                        at: now, on: connection)
                }
            }
            #expect(failure?.code == .constraintViolated)
        }
    }
}
