// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// Where a server on the network is: `https://host[:port]`, or `http://` for this machine's own loopback addresses.
package struct ServerAddress: Sendable, Hashable, CustomStringConvertible {
    package let origin: WebOrigin

    /// A name without a scheme is taken as `https://`. Throws `invalid_argument`; in words of its own when what is sent
    /// there, a token first of all, could be read on its way.
    package init(_ text: String) throws(Failure) {
        var address = text.contains("://") ? text : "https://" + text
        if address.hasSuffix("/") { address.removeLast() }
        guard let origin = WebOrigin(address) else {
            throw Failure(
                .invalidArgument, "'\(text)' is not a server's address",
                hint: "write https://host or https://host:port, without a path")
        }
        self.origin = origin
        guard origin.scheme == "https" || isLoopback else {
            throw Failure(
                .invalidArgument, "\(origin) is not encrypted: everybody on the way could read the token",
                hint: "use https://\(origin.host); plain http is for this machine's own addresses only")
        }
    }

    package var description: String { origin.description }

    var endpoint: HTTPEndpoint {
        origin.scheme == "https"
            ? .tls(host: origin.host, port: origin.port) : .tcp(host: origin.host, port: origin.port)
    }

    // RFC 6761 §6.3 and RFC 5735 §3; a name that merely resolves to such an address could resolve to another.
    var isLoopback: Bool {
        let host = origin.host
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
