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
    /// `next` gives the content's bytes piece by piece and nil at their end.
    package func upload(
        _ digest: String, size: Int64, next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws {
        var body = HTTPClientRequest.Body.stream(length: Int(size), next: next)
        if size <= Self.heldBytes {
            var bytes: [UInt8] = []
            while let piece = try await next() { bytes += piece }
            body = .bytes(bytes)
        }
        let request = HTTPClientRequest(
            .put, Self.target("v1", "blobs", digest),
            headers: ["Content-Type": "application/octet-stream"], body: body,
            // The server compresses and syncs the content to disk before it answers.
            timeouts: HTTPTimeouts(response: .seconds(300)))
        _ = try await send(request).collect()
    }
}
