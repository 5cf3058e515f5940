// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import OpenAPI
import Primitives
import Storage
import Wire
import Workflows

extension ControlPlane {
    var projectOperations: [Operation] {
        [
            .list(
                "/v1/projects", "listProjects", .known, "The projects that the caller may see, and how they are",
                sorts: ["name", "created_at"]
            ) { call in
                let principal = try call.principal
                let page = try call.page.page(
                    of: try await visibleProjects(of: principal),
                    by: [
                        SortField("name") { $0.name.text }, SortField("created_at", time: { $0.createdAt }),
                    ], id: { $0.id.description })
                // Only what is shown is looked at closely: it asks the platforms.
                let overviews = try await delivery.overviews(of: page.items)
                return Page(items: overviews.map(ProjectStatus.init), next: page.next)
            },
            .send(
                "/v1/projects", "createProject", .installation(.deploy),
                "Makes a project, before its first deploy", method: .post,
                status: .created
            ) { (call, request: CreateProjectRequest) in
                call.notes.subject = "project/\(request.name)"
                return ProjectStatus(
                    try await delivery.create(
                        request.name, description: request.description, by: try call.principal.name))
            },
            .stream(
                "/v1/projects/{project}", "getProject", .project(.view), "What a project serves where, and how it is",
                traits: [.tagged], answers: [.json(.ok, "The project", ProjectStatus.self)]
            ) { call in
                let project = try call.project
                // How it is changes by itself, all the time: no reason to refuse a change of what it is.
                try await call.respond(
                    tagging: ProjectStatus(try await delivery.overview(of: project)),
                    changedFrom: try Revision(of: project))
            },
            .send(
                "/v1/projects/{project}", "changeProject", .project(.operate), "Changes what people say of a project",
                method: .patch, traits: [.conditional]
            ) { (call, request: ChangeProjectRequest) in
                try await delivery.describe(
                    try call.project.name, as: request.description, by: try call.principal.name, if: call.condition)
            },
            .list(
                "/v1/projects/{project}/services", "listServices", .project(.view),
                "The databases and the like beside the application, and how they are", query: [.profile],
                sorts: ["name"]
            ) { call in
                let profile = try call.query(.profile) ?? .production
                let status = ProjectStatus(try await delivery.overview(of: try call.project))
                return try call.page.page(
                    of: status.profiles.first { $0.profile == profile }?.backing ?? [],
                    by: [SortField("name") { $0.name }], id: { $0.name })
            },
            .start(
                "/v1/projects/{project}", "deleteProject", .project(.operate),
                "Starts removing a project and everything of it", method: .delete, traits: [.conditional]
            ) { call in
                try await delivery.destroy(try call.project.name, if: call.condition, try call.runRequest)
            },
            .start(
                "/v1/projects/{project}/rollback", "rollBack", .project(.deploy),
                "Starts going back to an earlier release"
            ) { (call, request: RollbackRequest) in
                try await delivery.rollBack(
                    try call.project.name, profile: request.profile, to: request.release, try call.runRequest)
            },
            .start(
                "/v1/projects/{project}/scale", "scaleProject", .project(.operate),
                "Starts changing how many processes a release has"
            ) { (call, request: ScaleRequest) in
                try await delivery.scale(
                    try call.project.name, profile: request.profile, to: request.instances, try call.runRequest)
            },
        ]
    }

    /// The projects that somebody may see, by name.
    func visibleProjects(of principal: Principal) async throws -> [Project] {
        try await database.read { try ProjectStore().list(on: $0) }.filter { principal.may(.view, on: $0) }
    }
}
