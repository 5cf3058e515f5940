// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
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
    /// PEM files of authorities to trust beside the system's, read when a client is made.
    package var authorities: [String] = []
    /// Shown to servers that ask for a certificate.
    package var certificate: TLSCertificateFiles?
    /// How many idle connections are kept.
    package var keptConnections = 16
    package var userAgent = "dextra/\(DextraVersion.current)"
    /// What the files of authorities have in them.
    private(set) var authorityText: [UInt8] = []

    package init() {}

    /// With the authorities read. Throws `certificate_invalid`.
    func read() throws -> InternetClientConfiguration {
        var read = self
        for path in authorities {
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw Failure(.certificateInvalid, "the file of trusted authorities \(path) can't be read")
            }
            // A file need not end its last line.
            read.authorityText += [UInt8](bytes) + [0x0A]
        }
        return read
    }
}
