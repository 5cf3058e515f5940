// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage

/// Tells the other nodes that this one lives.
package struct NodePulse: Sendable {
    private let node: Node
    private let database: any Database
    private let store = NodeStore()
    private let time: TimeSource
    private let logger: Logger

    /// Three beats fit into the patience of the others.
    private static let interval = NodeStore.patience / 3

    package init(_ node: Node, database: any Database, time: TimeSource, logger: Logger) {
        self.node = node
        self.database = database
        self.time = time
        self.logger = logger.labelled("nodes")
    }

    /// Beats once; throws the database's codes.
    package func beat() async throws {
        try await database.write { [store, node] in try store.beat(node, on: $0) }
    }

    /// Beats until the task is cancelled.
    package func run() async throws {
        while true {
            do {
                try await beat()
            } catch let failure as Failure {
                logger.warning("this node can't say that it lives: \(failure)")
            }
            try await time.sleep(for: Self.interval)
        }
    }
}
