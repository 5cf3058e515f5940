// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct TakeOverTests {
    private static func count(of table: String, in database: any Database) async throws -> Int64? {
        try await database.read { try $0.row("SELECT count(*) AS number FROM \(table)")?.integer("number") }
    }

    @Test func `a restored copy lets nobody in who is not asked for a password or a token`() async throws {
        try await TemporaryDatabase.with { database in
            let records = Records()
            let shop = try await records.project("shop", in: database)
            try await FilledDatabase.fillPeople(granting: shop.id, records, in: database)
            try await FilledDatabase.fillPrograms(records, in: database)
            try await database.write { try Schema.takeOver(endingRunsOf: "backup", on: $0) }
            for table in ["sessions", "sign_in_challenges", "one_time_links", "device_authorizations"] {
                #expect(try await Self.count(of: table, in: database) == 0, "\(table)")
            }
            for table in ["users", "passwords", "second_factors", "api_tokens", "user_grants"] {
                #expect(try await Self.count(of: table, in: database) != 0, "\(table)")
            }
        }
    }

    @Test func `a copy that was made before there were people is taken over too`() async throws {
        try await TemporaryDatabase.with(migrations: Array(Schema.migrations.prefix(5))) { database in
            try await database.write { try Schema.takeOver(endingRunsOf: "backup", on: $0) }
            let (pruned, latest) = try await database.read { try EventStore().bounds(on: $0) }
            #expect((pruned, latest) == (0, 100_000))
        }
    }
}
