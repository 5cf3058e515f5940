// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the operator decides about the proxy as a whole.
package struct TrafficSettings: Sendable, Hashable {
    /// The address routes listen on: 127.0.0.1, or 0.0.0.0 to be reached from other machines.
    package var bindAddress: String
    package var front: FrontPort
    /// The first port of routes; see ``PortPlan``.
    package var firstPort: Int
    /// The most client connections at once; each takes up to two file descriptors.
    package var maximumConnections: Int
    /// Who the proxy becomes after binding its ports; nil keeps the server's own user.
    package var account: ProxyAccount?

    package init(
        bindAddress: String = "127.0.0.1", front: FrontPort = .optional(8080), firstPort: Int = 8100,
        maximumConnections: Int = 4000, account: ProxyAccount? = nil
    ) {
        self.bindAddress = bindAddress
        self.front = front
        self.firstPort = firstPort
        self.maximumConnections = maximumConnections
        self.account = account
    }
}

/// The one port shared by all routes, told apart by the Host header.
package enum FrontPort: Sendable, Hashable {
    case off
    /// Wanted: when somebody else has the port, routes go on without it and say so.
    case optional(Int)
    /// Asked for: somebody else's port is an error.
    case required(Int)

    package var number: Int? {
        switch self {
        case .off: nil
        case .optional(let port), .required(let port): port
        }
    }
}

/// A user and group of this machine.
package struct ProxyAccount: Sendable, Hashable {
    package var user: UInt32
    package var group: UInt32

    package init(user: UInt32, group: UInt32) {
        self.user = user
        self.group = group
    }
}
