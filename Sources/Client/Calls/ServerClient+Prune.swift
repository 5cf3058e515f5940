// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
package import Wire

extension ServerClient {
    /// What would be removed now.
    package func prunePreview(of project: ProjectName?) async throws -> PruneReport {
        try await call(.get, Self.target("v1", "prune", query: [("project", project?.text)]))
    }

    /// Starts the removal; the answer is its run.
    package func prune(_ request: PruneRequest, key: String) async throws -> Run {
        try await call(.post, "/v1/prune", body: request, key: key)
    }
}
