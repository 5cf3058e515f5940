// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
import Primitives

/// A response as ``InternetClient`` received it: the head, and the body as it comes.
///
/// The body is read by one task, with ``nextBody()``, ``collect(upTo:)`` or as a sequence. A response dropped before
/// its end ends the transfer.
package final class InternetResponse: Sendable {
    package let status: HTTPStatus
    /// Without `Content-Encoding` and `Content-Length` where the body was decoded.
    package let headers: HTTPHeaders
    private let transfer: Transfer
    private let lease: CurlLoopLease

    init(head: Transfer.Head, transfer: Transfer, lease: CurlLoopLease) {
        status = head.status
        headers = head.headers
        self.transfer = transfer
        self.lease = lease
    }

    deinit { transfer.abort() }

    /// How long the parts of the exchange took, so far.
    package var timings: InternetTimings? { transfer.timings }

    /// The next bytes of the body, decoded, nil at its end.
    ///
    /// Throws `connection_closed`, `response_timed_out`, `response_too_large`, `invalid_response` or
    /// `CancellationError`.
    package func nextBody() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await transfer.nextBody()
        } onCancel: { [transfer] in
            transfer.abort()
        }
    }

    /// The whole body; throws `response_too_large` beyond the limit.
    package func collect(upTo limit: Int = 16 << 20) async throws -> [UInt8] {
        var body: [UInt8] = []
        while let chunk = try await nextBody() {
            guard body.count + chunk.count <= limit else {
                close()
                throw Failure(.responseTooLarge, "the response is larger than \(limit) bytes")
            }
            if body.isEmpty { body = chunk } else { body.append(contentsOf: chunk) }
        }
        return body
    }

    /// The whole body as a value; throws `invalid_json` too.
    package func decode<Value: Decodable>(as type: Value.Type, upTo limit: Int = 16 << 20) async throws -> Value {
        try JSONText.decode(type, from: try await collect(upTo: limit))
    }

    /// Stops the response where it is.
    package func close() { transfer.abort() }

    /// Takes a short body that nobody wants, so that its connection can be used again.
    func skip() async { _ = try? await collect(upTo: 64 << 10) }
}

extension InternetResponse {
    /// The body's chunks as a sequence, for one reader.
    package struct Body: AsyncSequence, AsyncIteratorProtocol, Sendable {
        let response: InternetResponse

        package func next() async throws -> [UInt8]? { try await response.nextBody() }
        package func makeAsyncIterator() -> Body { self }
    }

    package var body: Body { Body(response: self) }
}
