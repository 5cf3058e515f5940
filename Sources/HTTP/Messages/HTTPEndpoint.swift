// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The address of a server.
package enum HTTPEndpoint: Sendable, Hashable, CustomStringConvertible {
    case unix(String)
    /// A numeric host or a name, and a port.
    case tcp(host: String, port: Int)
    /// The same with TLS; the certificate has to have just this host.
    case tls(host: String, port: Int)

    package var description: String {
        switch self {
        case .unix(let path): path
        case .tcp(let host, let port), .tls(let host, let port):
            host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }

    /// What goes into the `Host` field.
    var hostField: String {
        if case .unix = self { "localhost" } else { description }
    }
}
