// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// Servers that take no writes are told apart from those that are away, before anything is tried on them.
@Suite(.needsPostgreSQL, .timeLimit(.minutes(2)))
struct UnsuitableServerTests {
    private static func failure(at url: String) async -> Failure? {
        do {
            await (try PostgreSQLDatabase.open(url: Redacted(url), readers: 1, logger: .silent)).close()
            return nil
        } catch { return error as? Failure }
    }

    @Test func aStandbyIsRefused() async throws {
        try await PostgresServer.with { primary in
            try await primary.withStandby { standby in
                let refused = await Self.failure(at: standby.url)
                #expect(refused?.code.description == "database_unsuitable" && refused?.isRetryable == false)
                #expect(refused?.hint?.contains("primary") == true)
                #expect(await Self.failure(at: primary.url) == nil)
            }
        }
    }

    @Test func aServerThatIsOnlyReadIsRefused() async throws {
        try await PostgresServer.with { server in
            let url = try server.makeDatabase()
            #expect(await Self.failure(at: url) == nil)
            let name = url.prefix { $0 != "?" }.split(separator: "/").last ?? ""
            try server.run("ALTER DATABASE \(name) SET default_transaction_read_only = on")
            let refused = await Self.failure(at: url)
            #expect(refused?.code.description == "database_unsuitable")
            #expect(refused?.hint?.contains("default_transaction_read_only") == true)
        }
    }
}
