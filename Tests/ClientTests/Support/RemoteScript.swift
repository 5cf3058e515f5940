// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import HTTP
import HTTPKit
import Primitives

/// A server on the network whose answers are written by the test, and clients of it.
enum RemoteScript {
    /// With TLS, by a certificate of the tests' authority.
    static func with(
        _ script: (inout Router) -> Void, _ body: @Sendable @escaping (ServerAddress) async throws -> Void
    ) async throws {
        var router = Router()
        script(&router)
        try await TestServer.run(tls: .local, handler: router.handler) { try await body(try ServerAddress($0)) }
    }

    static func client(of address: ServerAddress, token: String? = "dxt_secret") async throws -> ServerClient {
        let authority = try await TestCertificates.shared().authority
        return try ServerClient(
            remote: RemoteServer(
                address: address, token: token.map { Redacted($0) }, trust: .authority(file: authority)))
    }
}
