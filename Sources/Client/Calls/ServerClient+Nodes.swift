// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
import Primitives

extension ServerClient {
    /// The servers that share the database, by name.
    package func nodes() async throws -> [Node] { try await list("v1", "nodes") }

    /// Strikes a lost node off; throws `node_not_found`, `node_live`.
    package func giveUp(node id: NodeID) async throws {
        try await call(.delete, Self.target("v1", "nodes", id.description))
    }
}
