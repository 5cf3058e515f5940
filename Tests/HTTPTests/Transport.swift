// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import Primitives
import TestKit

/// What carries a connection: the same tests run over each.
enum Transport: CaseIterable {
    case unix
    case tcp
    case tls

    /// Runs a server behind it for the length of a closure.
    func serve(
        limits: HTTPLimits = HTTPLimits(), threads: Int = 2, grace: Duration = .seconds(5),
        handler: @escaping HTTPHandler, _ body: @Sendable @escaping (HTTPEndpoint) async throws -> Void
    ) async throws {
        switch self {
        case .unix: try await LiveServer.unix(limits: limits, threads: threads, grace: grace, handler: handler, body)
        case .tcp: try await LiveServer.tcp(limits: limits, threads: threads, grace: grace, handler: handler, body)
        case .tls: try await LiveServer.tls(limits: limits, threads: threads, grace: grace, handler: handler, body)
        }
    }
}

extension HTTPClient {
    /// One that trusts the tests' authority.
    static func trusting() async throws -> HTTPClient {
        HTTPClient(trust: try await TestCertificates.shared().trust())
    }
}
