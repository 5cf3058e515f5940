// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives

/// The opening of a WebSocket, as the server checks it (RFC 6455 §4.2).
struct WebSocketHandshake {
    /// The fields of the 101 response.
    let headers: HTTPHeaders
    let subprotocol: String?
    let deflate: WebSocketDeflateOffer?

    /// Throws `upgrade_required`, `invalid_upgrade` or `origin_forbidden`.
    init(_ request: HTTPRequest, options: WebSocketOptions) throws {
        guard request.method == .get, request.headers.hasToken("websocket", in: "upgrade"),
            request.headers.hasToken("upgrade", in: "connection"), request.isCurrent
        else { throw Failure(.upgradeRequired, "there is only a WebSocket at \(request.path)") }
        guard request.headers.values("sec-websocket-version") == ["13"] else {
            throw Failure(.upgradeRequired, "the WebSocket version is not 13")
        }
        let keys = request.headers.values("sec-websocket-key")
        guard keys.count == 1, let key = keys.first, key.utf8.count == 24, Data(base64Encoded: key)?.count == 16 else {
            throw Failure(.invalidUpgrade, "the Sec-WebSocket-Key is not 16 bytes in base 64")
        }
        guard Self.allows(request, options.origins) else {
            throw Failure(.originForbidden, "pages of this origin may not connect to \(request.path)")
        }
        var headers: HTTPHeaders = [
            "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": Self.accept(key),
        ]
        let asked = request.headers.values("sec-websocket-protocol").flatMap { $0.split(separator: ",") }
            .map { String($0.filter { $0 != " " && $0 != "\t" }) }
        subprotocol = options.subprotocols.first { asked.contains($0) }
        if let subprotocol { headers.add("Sec-WebSocket-Protocol", subprotocol) }
        deflate =
            options.isCompressed
            ? WebSocketDeflateOffer(requested: request.headers.values("sec-websocket-extensions")) : nil
        if let deflate { headers.add("Sec-WebSocket-Extensions", deflate.answer) }
        self.headers = headers
    }

    /// What proves that the server has read the key (RFC 6455 §1.3).
    static func accept(_ key: String) -> String {
        Data(SHA1.hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")).base64EncodedString()
    }

    /// Without an Origin the peer is no browser, and brings nobody's cookies.
    private static func allows(_ request: HTTPRequest, _ origins: WebSocketOptions.Origins) -> Bool {
        let named = request.headers.values("origin")
        guard !named.isEmpty else { return true }
        guard named.count == 1, let origin = named.first?.lowercased() else { return origins == .any }
        switch origins {
        case .any: return true
        case .listed(let allowed): return allowed.contains { $0.lowercased() == origin }
        case .sameHost:
            guard let host = request.headers["host"]?.lowercased() else { return false }
            return origin == "https://\(host)" || origin == "http://\(host)"
        }
    }
}

extension HTTPResponse {
    /// The answer to a request that does not open a WebSocket; it says what would.
    static func refusedUpgrade(_ failure: Failure) -> HTTPResponse {
        var response = HTTPResponse.problem(failure)
        guard failure.code == .upgradeRequired else { return response }
        response.headers.add("Upgrade", "websocket")
        response.headers.add("Connection", "Upgrade")
        response.headers.add("Sec-WebSocket-Version", "13")
        return response
    }
}
