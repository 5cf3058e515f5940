// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// The servers that share the database, in the table `nodes`.
package struct NodeStore: Sendable {
    /// How long a node may be silent before it counts as gone.
    package static let patience: Duration = .seconds(30)

    package init() {}

    /// Records a sign of life; the database's clock says when.
    package func beat(_ node: Node, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO nodes (id, name, version, started_at, seen_at) VALUES (?, ?, ?, ?, \(connection.clock.expression))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version,
                started_at = excluded.started_at, seen_at = excluded.seen_at
            """, [.id(node.id), .text(node.name), .text(node.version), .time(node.startedAt)])
    }

    /// Every node, by name.
    package func list(on connection: any ReadConnection) throws -> [Node] {
        try connection.rows(
            """
            SELECT id, name, version, started_at, seen_at, \(connection.clock.expression) - seen_at AS silence
            FROM nodes ORDER BY name, id
            """
        ).map { row in
            Node(
                id: try row.id("id"), name: try row.text("name"), version: try row.text("version"),
                startedAt: try row.time("started_at"), seenAt: try row.time("seen_at"),
                isLive: try row.integer("silence") <= Int64(Self.patience.wholeMilliseconds))
        }
    }

    /// Strikes a node off the list; false when it is not on it.
    @discardableResult
    package func remove(_ id: NodeID, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM nodes WHERE id = ?", [.id(id)]) > 0
    }
}
