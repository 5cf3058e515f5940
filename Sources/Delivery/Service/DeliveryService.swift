// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Platforms
import Primitives
import Storage
package import Workflows

/// What people ask of delivery: each request becomes a run, and what is wrong with it is said before it does.
package struct DeliveryService: Sendable {
    let parts: DeliveryParts
    private let engine: WorkflowEngine
    private let intake: SourceIntake

    package init(_ parts: DeliveryParts, engine: WorkflowEngine, intake: SourceIntake) {
        self.parts = parts
        self.engine = engine
        self.intake = intake
    }

    /// Starts a deployment, making the project when it is the first.
    ///
    /// Throws `source_incomplete`, `invalid_configuration` and the engine's codes; the project is then not made.
    package func deploy(_ deployment: Deployment) async throws -> Run {
        let reading = SourceReading(
            manifest: deployment.manifest, configuration: deployment.configuration, blobs: parts.blobs)
        try await reading.checkContents()
        _ = try await reading.configuration()
        let source = try await intake.keep(deployment.manifest)
        return try await parts.database.write { [parts, engine] connection in
            let project = try parts.findOrCreate(deployment.project, on: connection)
            let input = DeployInput(
                project: project.id, profile: deployment.profile, source: source,
                configuration: deployment.configuration)
            return try engine.submit(
                kind: "deploy", subject: DeliveryParts.subject(of: project.id), projectID: project.id,
                input: try JSONValue(encoding: input), supersede: deployment.supersede,
                idempotencyKey: deployment.idempotencyKey, on: connection)
        }
    }

    /// Starts going back to a release by its number, or to the one before the active one.
    ///
    /// Throws `project_not_found`, `release_not_found`, `no_previous_release`, `release_pruned`, `release_not_proven`,
    /// `release_already_active`.
    package func rollBack(_ name: ProjectName, profile: Profile, to number: Int?) async throws -> Run {
        try await parts.database.write { [engine] connection in
            let project = try ProjectStore().require(named: name, on: connection)
            let releases = try ReleaseStore().list(project: project.id, profile: profile, on: connection)
            let release = try RollbackTarget.choose(number, among: releases)
            let input = RollbackInput(project: project.id, profile: profile, release: release.id)
            return try engine.submit(
                kind: "rollback", subject: DeliveryParts.subject(of: project.id), projectID: project.id,
                input: try JSONValue(encoding: input), on: connection)
        }
    }

    /// Starts removing a project and everything of it; runs that have not finished make way.
    package func destroy(_ name: ProjectName) async throws -> Run {
        try await parts.database.write { [engine] connection in
            let project = try ProjectStore().require(named: name, on: connection)
            return try engine.submit(
                kind: Destruction.kind, subject: DeliveryParts.subject(of: project.id), projectID: project.id,
                input: try JSONValue(encoding: DestroyInput(project: project.id, name: name)), supersede: true,
                on: connection)
        }
    }

    /// The releases of a project, newest first; throws `project_not_found`.
    package func releases(of name: ProjectName, profile: Profile?) async throws -> [Release] {
        try await parts.database.read { connection in
            let project = try ProjectStore().require(named: name, on: connection)
            return try ReleaseStore().list(project: project.id, profile: profile, on: connection)
        }
    }

    /// The output of the release with traffic, or of the newest one when none has it. Returns as `Platform.logs` does.
    ///
    /// Throws `project_not_found`, `nothing_deployed`.
    package func logs(
        of name: ProjectName, profile: Profile, tail: Int?, follow: Bool, into receiver: LogReceiver
    ) async throws {
        let (project, release) = try await parts.database.read { connection in
            let project = try ProjectStore().require(named: name, on: connection)
            let releases = try ReleaseStore().list(project: project.id, profile: profile, on: connection)
            return (project, releases.first { $0.status == .active } ?? releases.first { $0.status != .pruned })
        }
        guard let release else {
            throw Failure(
                .nothingDeployed, "\(name) has no release in the \(profile.rawValue) profile",
                hint: "deploy it with 'dextra deploy'")
        }
        try await parts.platform.logs(
            of: parts.reference(to: release, of: project), tail: tail, follow: follow, into: receiver)
    }
}

extension DeliveryParts {
    func findOrCreate(_ name: ProjectName, on connection: any WriteConnection) throws -> Project {
        if let project = try ProjectStore().find(named: name, on: connection) { return project }
        let now = time.now()
        let project = try ProjectStore().create(name, id: random.identifier(at: now), at: now, on: connection)
        try events.append(
            "project.created", subject: Self.subject(of: project.id), data: ["name": .string(name.text)], on: connection
        )
        return project
    }
}
