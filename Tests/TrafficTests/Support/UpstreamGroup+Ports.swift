// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

extension UpstreamGroup {
    /// A release whose processes listen on these ports of this machine.
    init(v release: Int, _ ports: Int...) throws {
        try self.init(release: release, upstreams: ports.map { Upstream(port: $0) })
    }

    init(v release: Int, _ apps: some Sequence<TestApp>) throws {
        try self.init(release: release, upstreams: apps.map { Upstream(port: $0.port) })
    }
}
