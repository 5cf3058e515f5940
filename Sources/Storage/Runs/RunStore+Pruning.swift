// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// A run that is over, as far as its removal needs it.
package struct FinishedRun: Sendable, Hashable {
    package var id: RunID
    package var kind: String
}

extension RunStore {
    /// Over for long, of nobody's machine but the node's own or one that was given up, and not what made a release that
    /// is kept.
    private static let removable = """
        finished_at < ? AND (node IS NULL OR node = ? OR node NOT IN (SELECT id FROM nodes))
            AND NOT EXISTS (SELECT 1 FROM releases WHERE releases.run_id = runs.id AND releases.status <> 'pruned')
        """

    /// The removable runs that ended before a time, oldest first: of a project, or all.
    package func finished(
        before time: Timestamp, node: String, project: ProjectID? = nil, on connection: any ReadConnection
    ) throws -> [FinishedRun] {
        let rows = try connection.rows(
            "SELECT id, kind FROM runs WHERE \(Self.removable) \(project == nil ? "" : "AND project_id = ?") "
                + "ORDER BY sequence",
            [.time(time), .text(node)] + (project.map { [.id($0)] } ?? []))
        return try rows.map { FinishedRun(id: try $0.id("id"), kind: try $0.text("kind")) }
    }

    /// Removes a run with its steps and log; false when it is not removable, or gone.
    package func deleteFinished(
        _ id: RunID, before time: Timestamp, node: String, on connection: any WriteConnection
    ) throws -> Bool {
        try connection.execute(
            "DELETE FROM runs WHERE id = ? AND \(Self.removable)", [.id(id), .time(time), .text(node)]) > 0
    }
}
