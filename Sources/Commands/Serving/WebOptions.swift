// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// How a server is reached over TCP: its address, its certificate, and who stands before it.
package struct WebOptions: Sendable, Hashable {
    package var listen = ListenChoice.automatic
    /// Nil speaks plain HTTP.
    package var certificate: TLSCertificateFiles?
    /// How people reach it, when that is not the address it listens at.
    package var publicURL: WebOrigin?
    /// Somebody else ends TLS in front of it.
    package var isBehindProxy = false
    /// Whose word on a request's true origin is believed.
    package var trustedProxies: [AddressBlock] = []
    /// Pages of other origins that may use the API.
    package var corsOrigins: [WebOrigin] = []
    /// How long the server goes on serving after it was told to end, saying that it is not ready.
    package var drainNotice: Duration = .zero
    /// Requests that each person and each token may make, ten times as many at once; nil for any number.
    package var requestsPerSecond: Int? = 50

    package init() {}

    /// Throws `plain_listener_exposed`: passwords and tokens must not cross a network in clear.
    func check() throws(Failure) {
        guard case .at(let host, let port) = listen, !listen.isLocal, certificate == nil, !isBehindProxy,
            trustedProxies.isEmpty
        else { return }
        throw Failure(
            .plainListenerExposed, "at \(host):\(port) everybody on the network could read passwords and tokens",
            hint: "give --tls-certificate and --tls-key, or --behind-proxy when a proxy in front of it speaks HTTPS")
    }
}

extension FailureCode {
    /// A listener without TLS would be reached from other machines.
    package static let plainListenerExposed = FailureCode("plain_listener_exposed", .invalid)
}
