// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Platforms
import Primitives
package import Storage
package import Workflows

/// What people ask of delivery: each request becomes a run, and what is wrong with it is said before it does.
package struct DeliveryService: Sendable {
    let parts: DeliveryParts
    let engine: WorkflowEngine
    private let intake: SourceIntake

    package init(_ parts: DeliveryParts, engine: WorkflowEngine, intake: SourceIntake) {
        self.parts = parts
        self.engine = engine
        self.intake = intake
    }

    /// Starts a deployment, making the project when it is the first.
    ///
    /// Throws `source_incomplete`, `invalid_configuration` and the engine's codes; the project is then not made.
    package func deploy(_ deployment: Deployment, _ request: RunRequest = RunRequest()) async throws -> Run {
        let reading = SourceReading(
            manifest: deployment.manifest, configuration: deployment.configuration, blobs: parts.blobs)
        try await reading.checkContents()
        _ = try await reading.configuration()
        let source = try await intake.keep(deployment.manifest)
        let project = try await parts.database.write { [parts] in
            try parts.findOrCreate(deployment.project, by: request.actor, on: $0)
        }
        if !parts.isHere(project) { try await parts.relay.offer(source, deployment.manifest) }
        let input = DeployInput(
            project: project.id, profile: deployment.profile, source: source, configuration: deployment.configuration,
            member: deployment.member, origin: deployment.origin)
        return try await engine.submit(
            kind: DeployPipeline.kind, subject: DeliveryParts.subject(of: project.id), projectID: project.id,
            input: try JSONDocument(encoding: input), node: project.node?.description, supersede: deployment.supersede,
            request: request)
    }

    /// Starts going back to a release by its number, or to the one before the active one. Asked again under the same key, it
    /// is the same release, though another has the traffic by then.
    ///
    /// Throws `project_not_found`, `release_not_found`, `no_previous_release`, `release_pruned`, `release_not_proven`,
    /// `release_already_active`.
    package func rollBack(
        _ name: ProjectName, profile: Profile, to number: Int?, _ request: RunRequest = RunRequest()
    ) async throws -> Run {
        let (project, input) = try await parts.database.read { [engine] connection in
            let project = try ProjectStore().require(named: name, on: connection)
            let releases = try ReleaseStore().list(project: project.id, profile: profile, on: connection)
            let earlier = try engine.input(
                of: RollbackPipeline.kind, under: request, as: RollbackInput.self, on: connection)
            if let earlier, releases.contains(where: { $0.id == earlier.release && $0.number == number ?? $0.number }) {
                return (project, earlier)
            }
            let release = try RollbackTarget.choose(number, among: releases)
            return (project, RollbackInput(project: project.id, profile: profile, release: release.id))
        }
        return try await engine.submit(
            kind: RollbackPipeline.kind, subject: DeliveryParts.subject(of: input.project), projectID: input.project,
            input: try JSONDocument(encoding: input), node: project.node?.description, request: request)
    }

    /// Starts removing a project and everything of it; runs that have not finished make way.
    ///
    /// Throws `project_not_found`, `precondition_failed`.
    package func destroy(
        _ name: ProjectName, if condition: EntityCondition = .none, _ request: RunRequest = RunRequest()
    ) async throws -> Run {
        let project = try await parts.database.lookUp { try ProjectStore().require(named: name, on: $0) }
        try condition.check(try Revision(of: project), of: "\(name)")
        return try await engine.submit(
            kind: Destruction.kind, subject: DeliveryParts.subject(of: project.id), projectID: project.id,
            input: try JSONDocument(encoding: DestroyInput(project: project.id, name: name)),
            node: project.node?.description, supersede: true, request: request)
    }

    /// Starts building a release's files again, which should have the traffic and has none left.
    package func rebuild(_ release: Release) async throws -> Run {
        try await engine.submit(
            kind: Rebuild.kind, subject: DeliveryParts.subject(of: release.projectID), projectID: release.projectID,
            input: try JSONDocument(encoding: RebuildInput(project: release.projectID, release: release.id)),
            node: parts.node.description)
    }

    /// Releases of a project; throws `project_not_found`.
    package func releases(of name: ProjectName, _ filter: ReleaseFilter) async throws -> [Release] {
        try await parts.database.read { connection in
            let project = try ProjectStore().require(named: name, on: connection)
            return try ReleaseStore().list(filter, of: project.id, on: connection)
        }
    }

    /// The output of the release of a number, else of the one with traffic, or of the newest one when none has it.
    ///
    /// - process: that of a backing service when it is the name of one.
    /// Throws `project_not_found`, `nothing_deployed`, `release_not_found`, `release_pruned`.
    package func log(
        of name: ProjectName, profile: Profile, release number: Int? = nil, process: String? = nil
    ) async throws -> ReleaseLog {
        let (project, release) = try await parts.database.read { connection in
            let project = try ProjectStore().require(named: name, on: connection)
            if let number {
                let release = try ReleaseStore().find(
                    number: number, project: project.id, profile: profile, on: connection)
                guard let release else { throw RollbackTarget.notFound(number) }
                return (project, Release?.some(release))
            }
            let releases = try ReleaseStore().list(project: project.id, profile: profile, on: connection)
            return (project, releases.first { $0.status == .active } ?? releases.first { $0.status != .pruned })
        }
        guard let release else {
            throw Failure(
                .nothingDeployed, "\(name) has no release in the \(profile.rawValue) profile",
                hint: "deploy it with 'dextra deploy'")
        }
        guard release.status != .pruned else {
            throw Failure(
                .releasePruned, "the output of release v\(release.number) is no longer kept",
                hint: "'keep' in dextra.yaml says how many releases are kept")
        }
        try await requireHere(project)
        let reference = parts.reference(to: release, of: project)
        if let process, try await parts.hasBackingService(process, project, profile) {
            let services = try parts.platforms.services()
            return ReleaseLog(number: release.number) { query, receiver in
                try await services.logs(of: process, reference.target, query, into: receiver)
            }
        }
        let platform = try parts.platform(of: release)
        return ReleaseLog(number: release.number) { query, receiver in
            try await platform.logs(of: reference, query, into: receiver)
        }
    }
}

/// What one release, or a service beside it, writes.
package struct ReleaseLog: Sendable {
    /// The release's number.
    package let number: Int
    let reading: @Sendable (LogQuery, @escaping LogEntryReceiver) async throws -> Void

    /// Hands over what the query asks for; throws `log_position_unknown`.
    package func read(_ query: LogQuery, into receiver: @escaping LogEntryReceiver) async throws {
        try await reading(query, receiver)
    }
}

extension DeliveryParts {
    func create(
        _ name: ProjectName, description: String? = nil, by actor: String?, on connection: any WriteConnection
    ) throws -> Project {
        let now = time.now()
        let project = try ProjectStore().create(
            name, id: random.identifier(at: now), node: node, description: description, at: now, on: connection)
        try events.append(
            "project.created", subject: Self.subject(of: project.id),
            data: ["name": .string(name.text), "by": actor.map(JSONValue.string) ?? .null], on: connection)
        return project
    }

    func findOrCreate(_ name: ProjectName, by actor: String?, on connection: any WriteConnection) throws -> Project {
        if var project = try ProjectStore().find(named: name, on: connection) {
            guard project.node == nil else { return project }
            try ProjectStore().place(project.id, on: node, connection)
            project.node = node
            return project
        }
        return try create(name, by: actor, on: connection)
    }
}
