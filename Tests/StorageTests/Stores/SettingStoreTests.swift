// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import TestKit
import Testing

@Suite struct SettingStoreTests {
    private let store = SettingStore()

    @Test func `a setting keeps its last value until it is removed`() async throws {
        try await TemporaryDatabase.with { database in
            let seen = try await database.write { [store] connection in
                var seen = [try store.value("ports", as: [Int].self, on: connection)]
                for ports in [[8100], [8100, 8101]] {
                    try store.set("ports", to: ports, on: connection)
                    seen.append(try store.value("ports", on: connection))
                }
                try store.remove("ports", on: connection)
                seen.append(try store.value("ports", on: connection))
                return seen
            }
            #expect(seen == [nil, [8100], [8100, 8101], nil])
        }
    }

    @Test func `a value of another type is invalid_json`() async throws {
        try await TemporaryDatabase.with { database in
            let failure = await #expect(throws: Failure.self) {
                try await database.write { [store] connection in
                    try store.set("ports", to: "none", on: connection)
                    _ = try store.value("ports", as: [Int].self, on: connection)
                }
            }
            #expect(failure?.code == .invalidJSON)
        }
    }
}
