// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
package import Primitives

extension HTTPClient {
    /// Opens a WebSocket. It closes when nobody holds it any more, or when the task that waits on it is cancelled.
    ///
    /// Throws `upgrade_refused`, `invalid_response`, and what ``request(to:_:)`` throws.
    package func webSocket(
        to endpoint: HTTPEndpoint, _ target: String, headers: HTTPHeaders = [:],
        options: WebSocketOptions = WebSocketOptions(), random: RandomSource = .system
    ) async throws -> WebSocket {
        var key = [UInt8]()
        for word in [random.next(), random.next()] { withUnsafeBytes(of: word) { key.append(contentsOf: $0) } }
        let encodedKey = Data(key).base64EncodedString()
        var request = HTTPClientRequest(.get, target, headers: headers)
        request.headers.set("Upgrade", "websocket")
        request.headers.set("Connection", "Upgrade")
        request.headers.set("Sec-WebSocket-Version", "13")
        request.headers.set("Sec-WebSocket-Key", encodedKey)
        if !options.subprotocols.isEmpty {
            request.headers.set("Sec-WebSocket-Protocol", options.subprotocols.joined(separator: ", "))
        }
        if options.isCompressed { request.headers.set("Sec-WebSocket-Extensions", WebSocketDeflateOffer.request) }
        let (connection, head) = try await open(request, to: endpoint)
        do {
            let terms = try WebSocketAnswer(head, key: encodedKey, options: options)
            return WebSocket(
                stream: connection.stream, role: .client, options: options, random: random,
                subprotocol: terms.subprotocol, deflate: terms.deflate)
        } catch {
            connection.close()
            throw error
        }
    }
}

/// A server's answer to the opening of a WebSocket, found to be sound (RFC 6455 §4.1).
private struct WebSocketAnswer {
    let subprotocol: String?
    let deflate: WebSocketDeflateOffer?

    init(_ head: ResponseHead, key: String, options: WebSocketOptions) throws {
        guard head.status == 101 else {
            throw Failure(
                .upgradeRefused, "the server did not open the WebSocket: \(head.status)",
                metadata: [.init("status", String(head.status.code))])
        }
        guard head.headers.hasToken("websocket", in: "upgrade"), head.headers.hasToken("upgrade", in: "connection"),
            head.headers.values("sec-websocket-accept") == [WebSocketHandshake.accept(key)]
        else { throw Failure(.invalidResponse, "the server did not read the WebSocket's key") }
        let chosen = head.headers.values("sec-websocket-protocol")
        guard chosen.count <= 1, chosen.allSatisfy(options.subprotocols.contains) else {
            throw Failure(.invalidResponse, "the server chose a subprotocol that was not offered")
        }
        subprotocol = chosen.first
        let extensions = head.headers.values("sec-websocket-extensions")
        deflate = extensions.count == 1 && options.isCompressed ? WebSocketDeflateOffer(answered: extensions[0]) : nil
        guard extensions.isEmpty || deflate != nil else {
            throw Failure(.invalidResponse, "the server uses a WebSocket extension that was not offered")
        }
    }
}
