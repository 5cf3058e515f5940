// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The head of a request as a server received it.
// A class, because a request is handed on many times and never changes.
package final class HTTPRequest: Sendable {
    package let method: HTTPMethod
    /// The request target in origin form, e.g. `/v1/runs?limit=5`, or `*`.
    package let target: String
    /// The target without its query, still percent-encoded.
    package let path: Substring
    /// The decoded query parameters.
    package let query: QueryParameters
    package let headers: HTTPHeaders
    package let peer: Peer
    /// How the request was protected on its way; nil when it was not.
    package let tls: TLSSession?
    /// The numeric address on whose behalf it is: what trusted proxies say, `unknown` when they contradict themselves, else
    /// the peer's own; nil for unix peers.
    package let client: String?
    /// HTTP/1.1, not 1.0.
    package let isCurrent: Bool

    package init(
        method: HTTPMethod, target: String, headers: HTTPHeaders = [:], peer: Peer = .unknown, tls: TLSSession? = nil,
        client: String? = nil, isCurrent: Bool = true
    ) {
        self.method = method
        self.target = target
        // By bytes, as a target is ASCII: characters are slow to find.
        path = Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") })
        query = QueryParameters(target[path.endIndex...].dropFirst())
        self.headers = headers
        self.peer = peer
        self.tls = tls
        self.client = client ?? peer.host
        self.isCurrent = isCurrent
    }
}
