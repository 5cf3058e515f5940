// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Answers a request with a stream of its own making or one response.
///
/// Where it runs is the configuration's ``HandlerPlacement``.
package typealias HTTPHandler = @Sendable (Exchange) async throws -> Void

/// Where a server listens and how it treats its peers.
package struct HTTPServerConfiguration: Sendable {
    package var listeners: [HTTPListener]
    package var limits: HTTPLimits
    /// Event loops to spread connections over.
    package var threads: Int
    package var placement = HandlerPlacement.pool
    /// Responses that shrink are compressed for who accepts it; nil leaves all of them as they are.
    package var compression: CompressionPolicy?
    /// What one address may take; nil counts nobody.
    package var admission: AdmissionPolicy?
    /// Listeners behind a proxy that begins each connection with a PROXY header; without one it is refused.
    /// Not for those with TLS.
    package var proxied: Set<HTTPListener> = []
    /// How long a shutdown goes on serving before anything is closed: time for whoever spreads requests over several
    /// servers to see that this one is ending.
    package var notice: Duration = .zero
    /// How long a shutdown waits for requests in flight before it aborts them.
    package var grace: Duration
    /// Told of what is answered without the handler; gives the fields that such an answer has beside its own.
    package var whenRefused: (@Sendable (RefusedRequest) -> HTTPHeaders)?
    /// Called once, when the shutdown begins.
    package var whenEnding: (@Sendable () -> Void)?

    package init(
        listeners: [HTTPListener], limits: HTTPLimits = HTTPLimits(), threads: Int = 1, grace: Duration = .seconds(10)
    ) {
        self.listeners = listeners
        self.limits = limits
        self.threads = threads
        self.grace = grace
    }
}

/// An address to listen at.
package enum HTTPListener: Sendable, Hashable {
    /// A socket file of the given mode; at most 107 bytes of path.
    case unix(String, mode: UInt32 = 0o600)
    /// A numeric host or `localhost`; port 0 lets the kernel choose. When somebody else has the port, the next
    /// `spare` ones are tried in turn.
    case tcp(host: String, port: Int, spare: Int = 0)
    /// The same with TLS 1.2 or newer.
    case tls(host: String, port: Int, certificates: TLSCertificates, spare: Int = 0)

    var isSecure: Bool { if case .tls = self { true } else { false } }
}
