// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage
package import Workflows

/// What the steps of every delivery run work with.
package struct DeliveryParts: Sendable {
    package var database: any Database
    /// The node whose machine this is.
    package var node: NodeID
    package var blobs: BlobStore
    package var relay: BlobRelay
    package var artifacts: ArtifactStore
    package var layout: DeliveryLayout
    package var environments: EnvironmentService
    package var credentials: ServiceCredentials
    package var builder: Builder
    package var platforms: PlatformCatalog
    package var events: EventLog
    package var time: TimeSource
    package var random: RandomSource
    package var logger: Logger

    package init(
        database: any Database, node: NodeID, blobs: BlobStore, artifacts: ArtifactStore,
        layout: DeliveryLayout, environments: EnvironmentService, credentials: ServiceCredentials,
        builder: Builder, platforms: PlatformCatalog,
        events: EventLog, time: TimeSource,
        random: RandomSource, logger: Logger
    ) {
        self.database = database
        self.node = node
        self.blobs = blobs
        relay = BlobRelay(database: database, blobs: blobs, time: time)
        self.artifacts = artifacts
        self.layout = layout
        self.environments = environments
        self.credentials = credentials
        self.builder = builder
        self.platforms = platforms
        self.events = events
        self.time = time
        self.random = random
        self.logger = logger.labelled("delivery")
    }

    /// The run kinds of this room, for the registry.
    package var definitions: [RunDefinition] {
        [
            DeployPipeline(self).definition, RollbackPipeline(self).definition, Retirement(self).definition,
            Destruction(self).definition, Rebuild(self).definition, Scaling(self).definition,
            ScheduledCommand(self).definition,
        ]
    }

    /// Runs of one project go one after another, whatever their kind.
    package static func subject(of project: ProjectID) -> String { "project/\(project)" }

    func project(_ id: ProjectID) async throws -> Project {
        try await database.read { connection in
            guard let project = try ProjectStore().find(id, on: connection) else {
                throw Failure(.projectNotFound, "the project was destroyed")
            }
            return project
        }
    }

    func release(_ id: ReleaseID) async throws -> Release {
        try await database.read { try ReleaseStore().require(id, on: $0) }
    }

    /// Appends an event about a release in the transaction that changes it.
    func note(
        _ type: String, _ release: Release, runID: RunID?, _ more: [String: JSONValue] = [:],
        on connection: any WriteConnection
    ) throws {
        var data: [String: JSONValue] = [
            "release": .integer(Int64(release.number)), "profile": .string(release.profile.rawValue),
        ]
        data.merge(more) { _, new in new }
        try events.append(
            type, subject: Self.subject(of: release.projectID), runID: runID, data: .object(data), on: connection)
    }

    /// Gives a release another status with the event that tells of it.
    func move(
        _ id: ReleaseID, to status: ReleaseStatus, runID: RunID?, on connection: any WriteConnection
    ) throws {
        let before = try ReleaseStore().require(id, on: connection)
        guard before.status != status else { return }
        let release = try ReleaseStore().move(id, to: status, on: connection)
        try note("release.\(status.rawValue)", release, runID: runID, on: connection)
    }
}
