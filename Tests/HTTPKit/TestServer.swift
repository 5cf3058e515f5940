// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// Runs a server for the length of a closure.
package enum TestServer {
    package static func run(
        _ configuration: HTTPServerConfiguration, time: TimeSource = .system, handler: @escaping HTTPHandler,
        _ body: @Sendable @escaping (HTTPEndpoint) async throws -> Void
    ) async throws {
        let server = HTTPServer(configuration: configuration, time: time, handler: handler)
        let endpoint = try server.bind()[0]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(endpoint)
        }
    }

    /// With and without TLS on a port of its own; the closure gets the beginning of its URLs.
    package static func run(
        tls kind: TestCertificates.Kind?, handler: @escaping HTTPHandler,
        _ body: @Sendable @escaping (String) async throws -> Void
    ) async throws {
        guard let kind else {
            let plain = HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: 0)], threads: 2)
            return try await run(plain, handler: handler) { try await body("http://\($0)") }
        }
        let certificates = try TLSCertificates([try await TestCertificates.shared().files(kind)])
        let secure = HTTPServerConfiguration(
            listeners: [.tls(host: "127.0.0.1", port: 0, certificates: certificates)], threads: 2)
        try await run(secure, handler: handler) { try await body("https://\($0)") }
    }
}
