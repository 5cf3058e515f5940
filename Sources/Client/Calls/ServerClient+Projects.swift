// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
import Primitives
package import Wire

extension ServerClient {
    package func projects() async throws -> [ProjectStatus] { try await list("v1", "projects") }

    package func project(_ name: ProjectName) async throws -> ProjectStatus {
        try await call(.get, Self.target("v1", "projects", name.text))
    }

    /// Removes a project with its services, releases and data; the answer is the run that does it.
    package func destroy(_ name: ProjectName, key: String) async throws -> Run {
        try await call(.delete, Self.target("v1", "projects", name.text), key: key)
    }

    /// - key: the same one is the same deployment, however often it is asked for.
    package func deploy(_ name: ProjectName, _ request: DeployRequest, key: String) async throws -> Run {
        try await call(.post, Self.target("v1", "projects", name.text, "deployments"), body: request, key: key)
    }

    package func releases(of name: ProjectName, profile: Profile?, limit: Int? = nil) async throws -> [Release] {
        try await list("v1", "projects", name.text, "releases", query: [("profile", profile?.rawValue)], upTo: limit)
    }

    package func scale(_ name: ProjectName, _ request: ScaleRequest, key: String) async throws -> Run {
        try await call(.post, Self.target("v1", "projects", name.text, "scale"), body: request, key: key)
    }

    package func rollback(_ name: ProjectName, _ request: RollbackRequest, key: String) async throws -> Run {
        try await call(.post, Self.target("v1", "projects", name.text, "rollback"), body: request, key: key)
    }
}
