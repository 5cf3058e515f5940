// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Processes

extension Confinement {
    /// What the machine allows, as found by trying.
    ///
    /// - home: the server's data directory, which builds must not see.
    package init(_ probe: IsolationProbe, home: String, toolchains: Toolchains, firstUser: UInt32) {
        switch probe {
        case .uid: self = .userIDs(base: firstUser)
        case .userNamespace:
            self = .userNamespaces(hide: [home] + toolchains.hidden, readable: toolchains.readable)
        case .none: self = .none
        }
    }
}
