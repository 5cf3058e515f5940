// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension ServerClient {
    /// Which of the contents the server doesn't have yet.
    package func missing(of digests: Set<String>) async throws -> [String] {
        try await call(.post, "/v1/sources/missing", body: digests.sorted())
    }

    /// Contents up to this size are held in memory: they go out on kept connections, which a stream can't, because
    /// nobody could send it again.
    private static let heldBytes: Int64 = 256 << 10

    /// Sends one content; the server checks it against its digest before it answers.
    ///
    /// - open: begins at the content's first byte, once for each time that it is sent, and gives what gives the bytes
    ///   piece by piece and nil at their end.
    package func upload(
        _ digest: String, size: Int64, open: () throws -> @Sendable () async throws -> [UInt8]?
    ) async throws {
        let held: [UInt8]? = if size <= Self.heldBytes { try await Self.all(try open()) } else { nil }
        try await keepingPace {
            let body: HTTPClientRequest.Body =
                if let held { .bytes(held) } else { .stream(length: Int(size), next: try open()) }
            let request = HTTPClientRequest(
                .put, Self.target("v1", "blobs", digest),
                headers: ["Content-Type": "application/octet-stream"], body: body,
                // The server compresses and syncs the content to disk before it answers.
                timeouts: HTTPTimeouts(response: .seconds(300)))
            _ = try await sendOnce(request).collect()
        }
    }

    private static func all(_ next: () async throws -> [UInt8]?) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try await next() { bytes += piece }
        return bytes
    }
}
