// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// The releases of every project and profile; at most one of each is active, which the schema holds too.
package struct ReleaseStore: Sendable {
    static let columns = """
        id, project_id, profile, number, run_id, source, artifact, blueprint, environment, settings, status,
        created_at, activated_at, origin, secret_marks, ended, ended_at, image
        """

    package init() {}

    /// The number the next release of a project and profile gets. Only right inside the transaction that inserts it.
    package func nextNumber(
        project: ProjectID, profile: Profile, on connection: any WriteConnection
    ) throws -> Int {
        let row = try connection.row(
            "SELECT coalesce(max(number), 0) + 1 AS number FROM releases WHERE project_id = ? AND profile = ?",
            [.id(project), .text(profile.rawValue)])
        return Int(try row?.integer("number") ?? 1)
    }

    /// Records a release. A run makes one: see ``find(madeBy:on:)`` before taking that step again.
    package func insert(_ release: Release, on connection: any WriteConnection) throws {
        try connection.execute(
            "INSERT INTO releases (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(release.id), .id(release.projectID), .text(release.profile.rawValue), .integer(release.number),
                .id(release.runID), .text(release.source), .text(release.artifact), try .json(release.blueprint),
                try .json(release.environment), try .json(release.settings), .text(release.status.rawValue),
                .time(release.createdAt), .time(release.activatedAt), try release.origin.map(SQLValue.json) ?? .null,
                try release.secretMarks.map(SQLValue.json) ?? .null, release.ended.map { .text($0.rawValue) } ?? .null,
                .time(release.endedAt), .optional(release.image),
            ])
    }

    /// Records what a release's image is called now that it was made again.
    package func set(image: String, of id: ReleaseID, on connection: any WriteConnection) throws {
        try connection.execute("UPDATE releases SET image = ? WHERE id = ?", [.text(image), .id(id)])
    }

    /// Gives a release another status and returns it; throws `release_not_found`, and `release_conflict` when the
    /// status it has does not allow that. To make one active, use ``activate(_:at:on:)``.
    @discardableResult
    package func move(
        _ id: ReleaseID, to status: ReleaseStatus, on connection: any WriteConnection
    ) throws -> Release {
        var release = try require(id, on: connection)
        guard release.status.mayBecome(status) else {
            throw Failure(
                .releaseConflict,
                "release v\(release.number) is \(release.status.rawValue) and can't become "
                    + status.rawValue)
        }
        try connection.execute("UPDATE releases SET status = ? WHERE id = ?", [.text(status.rawValue), .id(id)])
        release.status = status
        return release
    }

    /// Makes a release the active one and its predecessor, which is returned, warm. Activating the active one again
    /// changes nothing but its time.
    @discardableResult
    package func activate(
        _ id: ReleaseID, at time: Timestamp, on connection: any WriteConnection
    ) throws -> Release? {
        let release = try require(id, on: connection)
        var predecessor = try active(project: release.projectID, profile: release.profile, on: connection)
        if predecessor?.id == id { predecessor = nil }
        if let outgoing = predecessor {
            predecessor = try move(outgoing.id, to: .warm, on: connection)
            let end = release.number > outgoing.number ? ReleaseEnd.superseded : .rolledBack
            try connection.execute(
                "UPDATE releases SET ended = ?, ended_at = ? WHERE id = ?",
                [.text(end.rawValue), .time(time), .id(outgoing.id)])
            if end == .rolledBack { try noteFailure(of: outgoing, at: time, on: connection) }
        }
        try move(id, to: .active, on: connection)
        try connection.execute(
            "UPDATE releases SET activated_at = ?, ended = NULL, ended_at = NULL WHERE id = ?", [.time(time), .id(id)])
        return predecessor
    }
}

extension FailureCode {
    package static let releaseNotFound = FailureCode("release_not_found", .notFound)
    package static let releaseConflict = FailureCode("release_conflict", .conflict)
}
