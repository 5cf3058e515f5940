// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import Primitives
import TestKit

/// Runs a server for the length of a closure, on addresses of its own.
enum LiveServer {
    static func tcp(
        limits: HTTPLimits = HTTPLimits(), threads: Int = 2, grace: Duration = .seconds(5),
        time: TimeSource = .system, configure: (inout HTTPServerConfiguration) -> Void = { _ in },
        handler: @escaping HTTPHandler, _ body: @Sendable @escaping (HTTPEndpoint) async throws -> Void
    ) async throws {
        try await run(.tcp(host: "127.0.0.1", port: 0), limits, threads, grace, time, configure, handler, body)
    }

    static func unix(
        limits: HTTPLimits = HTTPLimits(), threads: Int = 2, grace: Duration = .seconds(5),
        handler: @escaping HTTPHandler, _ body: @Sendable @escaping (HTTPEndpoint) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            try await run(.unix(directory + "/s"), limits, threads, grace, .system, { _ in }, handler, body)
        }
    }

    static func tls(
        limits: HTTPLimits = HTTPLimits(), threads: Int = 2, grace: Duration = .seconds(5),
        certificates: TLSCertificates? = nil, handler: @escaping HTTPHandler,
        _ body: @Sendable @escaping (HTTPEndpoint) async throws -> Void
    ) async throws {
        let usual = try TLSCertificates([try await TestCertificates.shared().files(.local)])
        let listener = HTTPListener.tls(host: "127.0.0.1", port: 0, certificates: certificates ?? usual)
        try await run(listener, limits, threads, grace, .system, { _ in }, handler, body)
    }

    private static func run(
        _ listener: HTTPListener, _ limits: HTTPLimits, _ threads: Int, _ grace: Duration,
        _ time: TimeSource,
        _ configure: (inout HTTPServerConfiguration) -> Void, _ handler: @escaping HTTPHandler,
        _ body: @Sendable @escaping (HTTPEndpoint) async throws -> Void
    ) async throws {
        var configuration = HTTPServerConfiguration(
            listeners: [listener], limits: limits, threads: threads, grace: grace)
        configure(&configuration)
        try await TestServer.run(configuration, time: time, handler: handler, body)
    }
}
