// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// How long a release had the traffic of production, and why it lost it: a change, as DORA calls it.
///
/// It is the last time that it had it, unless the traffic had to be taken from it once: whoever gives it back later does
/// not undo that it failed.
package struct Activation: Sendable, Hashable {
    package var projectID: ProjectID
    package var activatedAt: Timestamp
    package var ended: ReleaseEnd?
    package var endedAt: Timestamp?

    package init(projectID: ProjectID, activatedAt: Timestamp, ended: ReleaseEnd? = nil, endedAt: Timestamp? = nil) {
        self.projectID = projectID
        self.activatedAt = activatedAt
        self.ended = ended
        self.endedAt = endedAt
    }
}

extension ReleaseStore {
    /// The releases of production that were made since a moment and got the traffic. Going back to one makes none.
    package func activations(since: Timestamp, on connection: any ReadConnection) throws -> [Activation] {
        // None got it before it was made: the first condition is for the index.
        try connection.rows(
            """
            SELECT project_id, activated_at, ended, ended_at, failed_from, failed_at FROM releases
            WHERE activated_at >= ? AND created_at >= ? AND profile = 'production'
            """, [.time(since), .time(since)]
        ).map { row in
            let project: ProjectID = try row.id("project_id")
            if let from = try row.optionalTime("failed_from") {
                return Activation(
                    projectID: project, activatedAt: from, ended: .rolledBack,
                    endedAt: try row.optionalTime("failed_at"))
            }
            return Activation(
                projectID: project, activatedAt: try row.time("activated_at"),
                ended: try row.optionalText("ended").flatMap(ReleaseEnd.init(rawValue:)),
                endedAt: try row.optionalTime("ended_at"))
        }
    }

    /// Notes that the traffic has to be taken from a release, whatever gets it now.
    package func noteFailure(of release: Release, at time: Timestamp, on connection: any WriteConnection) throws {
        guard let began = release.activatedAt else { return }
        try connection.execute(
            "UPDATE releases SET failed_from = ?, failed_at = ? WHERE id = ?",
            [.time(began), .time(max(began, time)), .id(release.id)])
    }
}
