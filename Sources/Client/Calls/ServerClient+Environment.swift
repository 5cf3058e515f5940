// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
package import Wire

extension ServerClient {
    package func environment(of name: ProjectName, profile: Profile) async throws -> [EnvironmentEntry] {
        try await list("v1", "projects", name.text, "environment", query: [("profile", profile.rawValue)])
    }

    package func setVariable(
        _ variable: String, to change: EnvironmentChange, of name: ProjectName, profile: Profile
    ) async throws {
        try await call(.put, Self.variable(variable, of: name, profile), body: change)
    }

    package func removeVariable(_ variable: String, of name: ProjectName, profile: Profile) async throws {
        try await call(.delete, Self.variable(variable, of: name, profile))
    }

    private static func variable(_ variable: String, of name: ProjectName, _ profile: Profile) -> String {
        target("v1", "projects", name.text, "environment", variable, query: [("profile", profile.rawValue)])
    }
}
