// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// What a run is and how it stands, without its steps and what it was given.
package struct RunStanding: Sendable, Hashable {
    package var kind: String
    package var state: RunState
}

extension RunStore {
    /// Those of the runs that are still there.
    package func standings(of runs: Set<RunID>, on connection: any ReadConnection) throws -> [RunID: RunStanding] {
        var standings: [RunID: RunStanding] = [:]
        for group in Self.groups(of: runs.map(\.description)) {
            let marks = Array(repeating: "?", count: group.count).joined(separator: ", ")
            for row in try connection.rows("SELECT id, kind, state FROM runs WHERE id IN (\(marks))", group) {
                standings[try row.id("id")] = RunStanding(kind: try row.text("kind"), state: try row.choice("state"))
            }
        }
        return standings
    }
}
