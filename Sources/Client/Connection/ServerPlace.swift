// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// Which server a client speaks to.
package enum ServerPlace: Sendable {
    /// The one of a data directory, over its unix socket: who may use it the kernel says.
    case home(String)
    case remote(RemoteServer)

    /// The data directory, absolute; nil for a server that isn't this machine's.
    package var home: String? { if case .home(let home) = self { home } else { nil } }
}

extension ServerPlace: CustomStringConvertible {
    package var description: String {
        switch self {
        case .home(let home): SocketPath.inside(home)
        case .remote(let server): server.address.description
        }
    }
}

/// A server on the network, whom it is believed by, and what is shown to it.
package struct RemoteServer: Sendable {
    package var address: ServerAddress
    /// Nil before somebody has signed in.
    package var token: Redacted<String>?
    package var trust: ServerTrust

    package init(address: ServerAddress, token: Redacted<String>? = nil, trust: ServerTrust = .system) {
        self.address = address
        self.token = token
        self.trust = trust
    }
}

/// By what a client knows that a server is the right one.
package enum ServerTrust: Sendable, Hashable {
    /// A certificate that one of the system's authorities has signed.
    case system
    /// Also one that an authority of this PEM file has signed.
    case authority(file: String)
    /// Just this certificate, whoever signed it.
    case fingerprint(CertificateFingerprint)

    /// Throws `certificate_invalid` or the system's reason.
    func tls() throws -> TLSTrust? {
        switch self {
        case .system: nil
        case .authority(let file): try TLSTrust(authorities: file)
        case .fingerprint(let fingerprint): try TLSTrust(only: fingerprint)
        }
    }
}
