// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Storage
import TestKit
import Testing

/// What is recorded of a profile beside its releases: how many processes, and where its services are.
@Suite struct ScaleStoreTests {
    private let records = Records()

    @Test func whatWasAskedForHoldsForOneProfileUntilItIsTakenBack() async throws {
        try await TemporaryDatabase.with { database in
            let shop = try await records.project("shop", in: database)
            let store = ScaleStore()
            try await database.write { connection in
                try store.set(3, of: "web", project: shop.id, profile: .production, on: connection)
                try store.set(0, of: "mail", project: shop.id, profile: .production, on: connection)
                try store.set(5, of: "web", project: shop.id, profile: .production, on: connection)
                try store.set(2, of: "web", project: shop.id, profile: .staging, on: connection)
            }
            func all(_ profile: Profile) async throws -> [String: Int] {
                try await database.read { try store.all(project: shop.id, profile: profile, on: $0) }
            }
            #expect(try await all(.production) == ["web": 5, "mail": 0])
            try await database.write { try store.reset(project: shop.id, profile: .production, on: $0) }
            #expect(try await all(.production).isEmpty)
            #expect(try await all(.staging) == ["web": 2])
        }
    }

    @Test func addressesOfServicesReplaceThoseOfBeforeAndGoWithTheProject() async throws {
        try await TemporaryDatabase.with { database in
            let shop = try await records.project("shop", in: database)
            let store = BackingServiceStore()
            try await database.write { connection in
                try store.replace(
                    ["db": ["port": 1], "cache": ["port": 2]], project: shop.id, profile: .production, on: connection)
                try store.replace(["db": ["port": 3]], project: shop.id, profile: .production, on: connection)
            }
            let addresses = try await database.read {
                try store.all(as: [String: Int].self, project: shop.id, profile: .production, on: $0)
            }
            #expect(addresses == ["db": ["port": 3]])
            try await database.write { _ = try ProjectStore().delete(shop.id, on: $0) }
            #expect(
                try await database.read {
                    try store.names(project: shop.id, profile: .production, on: $0)
                }.isEmpty)
        }
    }
}
