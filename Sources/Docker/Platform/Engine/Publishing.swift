// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers

/// Where containers' ports are published, and how the proxy gets there.
package struct Publishing: Sendable, Hashable {
    /// The address of the engine's machine that is listened at.
    package var bind: String
    /// The address that the proxy connects to, IPv4.
    package var reach: String
    /// The engine runs on this machine: its processes and ports can be looked at.
    package var isLocal: Bool

    package init(bind: String, reach: String, isLocal: Bool) {
        self.bind = bind
        self.reach = reach
        self.isLocal = isLocal
    }

    /// As an engine's own address suggests: the loopback interface for one of this machine, else all interfaces of its.
    package init(_ address: EngineAddress) {
        switch address.place {
        case .unix: self.init(bind: "127.0.0.1", reach: "127.0.0.1", isLocal: true)
        case .tcp(let host, _), .tls(let host, _, _):
            let isLocal = ["127.0.0.1", "localhost", "::1"].contains(host)
            self.init(
                bind: isLocal ? "127.0.0.1" : "0.0.0.0", reach: isLocal ? "127.0.0.1" : host, isLocal: isLocal)
        }
    }
}
