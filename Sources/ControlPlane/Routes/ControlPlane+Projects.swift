// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Platforms
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
                    idempotencyKey: request.idempotencyKey))
            try await exchange.respond(json: run, status: .accepted)
        }

        router.post("/v1/projects/:name/rollback") { exchange in
            let name = try exchange.projectName
            let request = try await exchange.decodeBody(as: RollbackRequest.self)
            let run = try await delivery.rollBack(name, profile: request.profile, to: request.release)
            try await exchange.respond(json: run, status: .accepted)
        }

        router.get("/v1/projects/:name/releases") { exchange in
            let releases = try await delivery.releases(of: try exchange.projectName, profile: try exchange.profile)
            try await exchange.respond(json: releases)
        }

        router.get("/v1/projects/:name/logs") { exchange in
            let log = try await delivery.log(of: try exchange.projectName, profile: try exchange.profileOrProduction)
            let tail = try exchange.integer("tail", in: 0...1_000_000)
            let follow = try exchange.flag("follow")
            try await exchange.start(headers: ["Content-Type": "text/plain; charset=utf-8"])
            try await log.read(tail: tail, follow: follow) { line in try await exchange.write(line.text + "\n") }
        }
    }
}

extension ProjectStatus {
    init(_ overview: ProjectOverview) {
        self.init(
            project: overview.project, profiles: overview.profiles.map(ProfileStatus.init), lastRun: overview.lastRun)
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
                    restarts: status.restarts, lastExit: status.lastExit)
            })
    }
}
