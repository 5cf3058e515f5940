// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// How long a release had the traffic, and why it lost it.
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
    /// The releases that got the traffic since a moment.
    package func activations(since: Timestamp, on connection: any ReadConnection) throws -> [Activation] {
        try connection.rows(
            "SELECT project_id, activated_at, ended, ended_at FROM releases WHERE activated_at >= ?", [.time(since)]
        ).map { row in
            Activation(
                projectID: try row.id("project_id"), activatedAt: try row.time("activated_at"),
                ended: try row.optionalText("ended").flatMap(ReleaseEnd.init(rawValue:)),
                endedAt: try row.optionalTime("ended_at"))
        }
    }
}
