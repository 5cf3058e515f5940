// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import Model
import Primitives
import Storage

extension Node {
    static func ofThisMachine(_ id: NodeID) -> Node {
        let now = TimeSource.system.now()
        return Node(
            id: id, name: NodeIdentity.hostName, version: DextraVersion.current, startedAt: now, seenAt: now)
    }
}

extension Database {
    /// An embedded database has one node: what was recorded before it had an ID, or under that of the data directory
    /// which this one was restored from, is its own.
    func adoptEarlierRecords(of node: NodeID) async throws {
        try await write { connection in
            try ProjectStore().placeAll(on: node, connection)
            try RunStore().bindAll(to: node.description, on: connection)
        }
    }
}
