// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

extension ReleaseStore {
    package func find(_ id: ReleaseID, on connection: any ReadConnection) throws -> Release? {
        try connection.row("SELECT \(Self.columns) FROM releases WHERE id = ?", [.id(id)]).map(Self.release)
    }

    /// The release; throws `release_not_found`.
    package func require(_ id: ReleaseID, on connection: any ReadConnection) throws -> Release {
        guard let release = try find(id, on: connection) else {
            throw Failure(.releaseNotFound, "there is no release \(id)")
        }
        return release
    }

    /// The release people call `v<number>`.
    package func find(
        number: Int, project: ProjectID, profile: Profile, on connection: any ReadConnection
    ) throws -> Release? {
        try connection.row(
            "SELECT \(Self.columns) FROM releases WHERE project_id = ? AND profile = ? AND number = ?",
            [.id(project), .text(profile.rawValue), .integer(number)]
        ).map(Self.release)
    }

    /// The release a run has made, so that a run resumed after a crash adopts it instead of making a second one.
    package func find(madeBy run: RunID, on connection: any ReadConnection) throws -> Release? {
        try connection.row("SELECT \(Self.columns) FROM releases WHERE run_id = ?", [.id(run)]).map(Self.release)
    }

    /// The release that gets the traffic of a project and profile.
    package func active(
        project: ProjectID, profile: Profile, on connection: any ReadConnection
    ) throws -> Release? {
        // The status is in the text, not a parameter, for the partial index to be used.
        try connection.row(
            """
            SELECT \(Self.columns) FROM releases WHERE project_id = ? AND profile = ? AND status = 'active'
            """, [.id(project), .text(profile.rawValue)]
        ).map(Self.release)
    }

    /// The releases of a project, in one profile or all, newest first.
    package func list(
        project: ProjectID, profile: Profile? = nil, limit: Int = 1000, on connection: any ReadConnection
    ) throws -> [Release] {
        let profiles = profile.map { [$0] } ?? Profile.allCases
        let marks = profiles.map { _ in "?" }.joined(separator: ", ")
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM releases WHERE project_id = ? AND profile IN (\(marks))
            ORDER BY created_at DESC, number DESC, profile LIMIT ?
            """, [.id(project)] + profiles.map { .text($0.rawValue) } + [.integer(limit)]
        ).map(Self.release)
    }

    /// The releases of a project that run, whatever lies behind them.
    package func running(project: ProjectID, on connection: any ReadConnection) throws -> [Release] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM releases WHERE project_id = ? AND status IN ('active', 'warm')
            ORDER BY created_at DESC, number DESC, profile
            """, [.id(project)]
        ).map(Self.release)
    }

    /// The profiles in which a project was ever deployed.
    package func profiles(project: ProjectID, on connection: any ReadConnection) throws -> Set<Profile> {
        Set(
            try connection.rows("SELECT DISTINCT profile FROM releases WHERE project_id = ?", [.id(project)])
                .map { try $0.choice("profile") })
    }

    /// Every release of one status, oldest first: what has to run again after a restart, or can be pruned.
    package func list(status: ReleaseStatus, on connection: any ReadConnection) throws -> [Release] {
        try connection.rows(Self.statusQuery, [.text(status.rawValue)]).map(Self.release)
    }

    /// It is asked every few seconds, and a history only grows: it must go through an index.
    package static let statusQuery = "SELECT \(columns) FROM releases WHERE status = ? ORDER BY created_at, id"

    /// The releases that got the traffic of another's project and profile after it did; none when it never did.
    package func successors(of release: Release, on connection: any ReadConnection) throws -> [Release] {
        guard let activated = release.activatedAt else { return [] }
        return try connection.rows(
            Self.successorQuery, [.id(release.projectID), .text(release.profile.rawValue), .time(activated)]
        ).map(Self.release)
    }

    /// The same holds for it.
    package static let successorQuery = """
        SELECT \(columns) FROM releases WHERE project_id = ? AND profile = ? AND activated_at > ?
        ORDER BY activated_at
        """

    /// Whether a release that is not pruned still needs the artifact.
    package func isUsed(artifact: String, on connection: any ReadConnection) throws -> Bool {
        try connection.row(
            "SELECT 1 AS used FROM releases WHERE artifact = ? AND status <> 'pruned' LIMIT 1", [.text(artifact)])
            != nil
    }

    /// The releases that are not pruned and are made of the artifact.
    package func users(of artifact: String, on connection: any ReadConnection) throws -> Set<ReleaseID> {
        let rows = try connection.rows(
            "SELECT id FROM releases WHERE artifact = ? AND status <> 'pruned'", [.text(artifact)])
        return Set(try rows.map { try $0.id("id") })
    }

    /// Whether any release of a project, pruned ones too, is made of an image.
    package func hasImages(project: ProjectID, on connection: any ReadConnection) throws -> Bool {
        try connection.row(
            "SELECT 1 AS found FROM releases WHERE project_id = ? AND image IS NOT NULL LIMIT 1", [.id(project)]) != nil
    }

    static func release(_ row: Row) throws -> Release {
        var release = Release(
            id: try row.id("id"), projectID: try row.id("project_id"), profile: try row.choice("profile"),
            number: Int(try row.integer("number")), runID: try row.id("run_id"), source: try row.text("source"),
            artifact: try row.text("artifact"), blueprint: try row.json("blueprint"),
            environment: try row.json("environment"), settings: try row.json("settings"),
            status: try row.choice("status"), createdAt: try row.time("created_at"),
            activatedAt: try row.optionalTime("activated_at"),
            origin: try row.optionalText("origin").map { try JSONText.decode(SourceOrigin.self, from: $0) },
            secretMarks: try row.optionalText("secret_marks").map {
                try JSONText.decode([String: String].self, from: $0)
            })
        release.ended = try row.optionalText("ended").flatMap { ReleaseEnd(rawValue: $0) }
        release.endedAt = try row.optionalTime("ended_at")
        release.image = try row.optionalText("image")
        return release
    }
}
