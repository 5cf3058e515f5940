// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Platforms
import Primitives
import Wire

extension ControlPlane {
    func addProjectRoutes(to router: inout Router) {
        router.get("/v1/projects") { exchange in
            try await exchange.respond(json: try await delivery.projects().map(ProjectStatus.init))
        }

        router.get("/v1/projects/:name") { exchange in
            try await exchange.respond(json: ProjectStatus(try await delivery.project(try exchange.projectName)))
        }

        router.delete("/v1/projects/:name") { exchange in
            let run = try await delivery.destroy(try exchange.projectName)
            try await exchange.respond(json: run, status: .accepted)
        }

        router.post("/v1/projects/:name/deployments") { exchange in
            let name = try exchange.projectName
            // 200,000 files with long names come to about this much.
            let request = try await exchange.decodeBody(as: DeployRequest.self, upTo: 128 << 20)
            let run = try await delivery.deploy(
                Deployment(
                    project: name, profile: request.profile, manifest: request.manifest,
                    configuration: request.configuration, member: request.member, supersede: request.supersede,
                    idempotencyKey: request.idempotencyKey, origin: request.origin))
            try await exchange.respond(json: run, status: .accepted)
        }

        router.post("/v1/projects/:name/rollback") { exchange in
            let name = try exchange.projectName
            let request = try await exchange.decodeBody(as: RollbackRequest.self)
            let run = try await delivery.rollBack(name, profile: request.profile, to: request.release)
            try await exchange.respond(json: run, status: .accepted)
        }

        router.post("/v1/projects/:name/scale") { exchange in
            let name = try exchange.projectName
            let request = try await exchange.decodeBody(as: ScaleRequest.self)
            let run = try await delivery.scale(name, profile: request.profile, to: request.instances)
            try await exchange.respond(json: run, status: .accepted)
        }

        router.get("/v1/projects/:name/releases") { exchange in
            let releases = try await delivery.releases(
                of: try exchange.projectName, profile: try exchange.profile,
                limit: try exchange.integer("limit", in: 1...1000) ?? 1000)
            try await exchange.respond(json: releases)
        }

        router.get("/v1/projects/:name/releases/:number") { exchange in
            try await exchange.respond(json: try await release(of: exchange))
        }

        router.get("/v1/projects/:name/releases/:number/manifest") { exchange in
            try await exchange.respond(json: try await delivery.manifest(of: try await release(of: exchange)))
        }

        router.get("/v1/projects/:name/releases/:number/files") { exchange in
            let path = exchange.request.query["path"] ?? ""
            let bytes = try await delivery.file(path, of: try await release(of: exchange))
            try await exchange.respond(
                HTTPResponse(.ok, headers: ["Content-Type": "application/octet-stream"], body: bytes))
        }
    }
}

extension ControlPlane {
    private func release(of exchange: Exchange) async throws -> Release {
        let text = try exchange.parameter("number")
        guard let number = Int(text), number > 0 else {
            throw Failure(.invalidArgument, "'\(text)' is no release", hint: "use its number")
        }
        return try await delivery.release(
            number, of: try exchange.projectName, profile: try exchange.profileOrProduction)
    }
}

extension ProjectStatus {
    init(_ overview: ProjectOverview) {
        self.init(
            project: overview.project, profiles: overview.profiles.map(ProfileStatus.init), lastRun: overview.lastRun,
            node: overview.node)
    }
}

extension ProfileStatus {
    fileprivate init(_ overview: ProfileOverview) {
        self.init(
            profile: overview.profile, urls: overview.address.map { [$0.url] + $0.alternatives } ?? [],
            active: overview.active, warm: overview.warm,
            service: overview.instance.map { status in
                ServiceSnapshot(
                    state: status.state.rawValue, pid: status.processID.map(Int32.init), startedAt: status.startedAt,
                    restarts: status.restarts, lastExit: status.lastExit,
                    processes: status.processes.map(ProcessSnapshot.init))
            }, backing: overview.backing.map(ProcessSnapshot.init))
    }
}

extension ProcessSnapshot {
    fileprivate init(_ status: ProcessStatus) {
        self.init(
            name: status.name, state: status.state.rawValue, restarts: status.restarts, lastExit: status.lastExit)
    }
}
