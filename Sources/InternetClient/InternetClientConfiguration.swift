// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// How an ``InternetClient`` reaches the internet and what it takes from there.
package struct InternetClientConfiguration: Sendable {
    package enum Proxy: Sendable {
        /// As `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` say.
        case environment
        case none
        /// A URL, which may have a user and password in it.
        case url(Redacted<String>)
    }

    package var proxy = Proxy.environment
    /// How many redirects of one request are followed; 0 hands the first of them to the caller.
    package var redirects = 10
    /// The most bytes of one response, counted after decoding; `response_too_large` beyond it.
    package var bodyBytes = 4 << 30
    /// A PEM file of authorities to trust beside the system's.
    package var authorities: String?
    /// Shown to servers that ask for a certificate.
    package var certificate: TLSCertificateFiles?
    /// How many idle connections are kept.
    package var keptConnections = 16
    package var userAgent = "dextra/\(DextraVersion.current)"

    package init() {}
}
