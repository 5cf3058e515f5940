// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit

extension FilledDatabase {
    /// A person with everything that a person can have, in a team.
    static func fillPeople(granting project: ProjectID, _ records: Records, in database: any Database) async throws {
        let (time, random) = (records.time.now, records.random)
        let user = User(
            id: random.identifier(at: time), name: try UserName("ann"), displayName: "Ann Ü", createdAt: time,
            grants: [Grant(.owner), Grant(.viewer, .project(project))], allowedAddresses: ["10.0.0.0/8"])
        let team = Team(
            id: random.identifier(at: time), name: try UserName("shops"), createdAt: time,
            grants: [Grant(.deployer, .project(project)), Grant(.viewer, .deviceGroup("shops"))], members: [user.name])
        try await database.write { connection in
            try UserStore().insert(user, on: connection)
            try TeamStore().insert(team, on: connection)
            for (table, values) in [
                ("passwords", "?, '$argon2id$', 1"), ("second_factors", "?, 1, 2"), ("recovery_codes", "?, 'hash'"),
                ("sessions", "'id', ?, 'hash', 1, 2, 3, NULL, 'browser'"),
                ("sign_in_challenges", "'hash', ?, 'block', 3"), ("one_time_links", "'hash', 'invitation', ?, 1, 2"),
            ] {
                try connection.execute("INSERT INTO \(table) VALUES (\(values))", [.id(user.id)])
            }
            try connection.execute("INSERT INTO sign_in_failures VALUES ('key', 1, 2, 3)")
        }
    }
}
