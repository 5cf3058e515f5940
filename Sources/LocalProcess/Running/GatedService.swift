// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
import Processes
import Traffic

/// A service as the health gate sees it, from the moment when the gate began.
struct GatedService: GatedProcess {
    private let handle: ServiceHandle
    private let restartsBefore: Int

    init(_ handle: ServiceHandle) {
        self.handle = handle
        restartsBefore = handle.status().restarts
    }

    func condition() -> GateMachine.Condition {
        let status = handle.status()
        let isUp = status.state == .starting || status.state == .running
        return isUp && status.isSupervised && status.restarts <= restartsBefore
            ? .up : .ended(status.lastExit?.description ?? status.message ?? "it is not running")
    }

    func listening() -> [Int] {
        guard let pid = handle.status().pid else { return [] }
        return ListeningSockets.ports(of: ProcessTree.members(of: pid))
    }

    func lastWords() async -> [String] { await handle.lastWords() }
}
