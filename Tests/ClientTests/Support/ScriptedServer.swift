// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import HTTP
import Primitives
import TestKit

/// A server whose answers are written by the test, on the socket of a data directory of its own.
enum ScriptedServer {
    static func with(
        _ script: @escaping (inout Router) -> Void, _ body: @Sendable @escaping (ServerClient) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { home in
            try await at(home, script) { try await body(ServerClient(home: home)) }
        }
    }

    static func at(
        _ home: String, _ script: (inout Router) -> Void, _ body: @Sendable @escaping () async throws -> Void
    ) async throws {
        var router = Router()
        script(&router)
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(listeners: [.unix(SocketPath.inside(home))], grace: .zero),
            handler: router.handler)
        _ = try server.bind()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    /// What `/v1/info` says.
    static let info: JSONValue = [
        "version": "0.1.0", "pid": 1, "home": "/x", "started_at": "2026-11-20T20:00:00.000Z", "isolation": "none",
        "proxy": ["state": "running", "port": 8080],
    ]
}
