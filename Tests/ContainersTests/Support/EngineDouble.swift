// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import HTTP
import Primitives
import Synchronization
import TestKit

/// A double of an engine's socket: answers what a test tells it to, for answers that a real engine gives rarely.
enum EngineDouble {
    /// Calls the body with the address of a socket where `handler` answers all but `/_ping`.
    static func with(
        version: String = "1.41", isPodman: Bool = false, handler: @escaping HTTPHandler,
        _ body: @Sendable @escaping (EngineAddress) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/docker.sock"
            let server = HTTPServer(
                configuration: HTTPServerConfiguration(listeners: [.unix(path)], threads: 1, grace: .milliseconds(100))
            ) { exchange in
                guard exchange.request.path.hasSuffix("/_ping") else { return try await handler(exchange) }
                var response = HTTPResponse.text("OK")
                response.headers.set("Api-Version", version)
                if isPodman { response.headers.set("Libpod-API-Version", "4.3.1") }
                try await exchange.respond(response)
            }
            _ = try server.bind()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                defer { group.cancelAll() }
                try await body(EngineAddress(.unix(path)))
            }
        }
    }
}
