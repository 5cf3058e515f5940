// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import OpenAPI
import Primitives
import Wire

extension ControlPlane {
    var environmentOperations: [Operation] {
        [
            .list(
                "/v1/projects/{project}/environment", "listVariables", .project(.view),
                "The variables of a profile, secrets masked", query: [.profile], sorts: ["name"],
                traits: [.brief]
            ) { call in
                let (variables, marks) = try await environments.listWithMarks(
                    project: try call.project.name, profile: try call.query(.profile) ?? .production)
                return try call.page.page(
                    of: variables.map { EnvironmentEntry($0, mark: marks[$0.name]) },
                    by: [SortField("name") { $0.name }], id: { $0.name })
            },
            .stream(
                "/v1/projects/{project}/environment/{variable}", "getVariable", .project(.view),
                "One variable, masked when it is a secret", query: [.profile], traits: [.tagged, .brief],
                answers: [.json(.ok, "The variable", EnvironmentEntry.self)]
            ) { call in
                let found = try await environments.variable(
                    try call.path("variable"), project: try call.project.name,
                    profile: try call.query(.profile) ?? .production)
                try await call.respond(
                    tagging: EnvironmentEntry(found.variable, mark: found.mark), as: try found.revision)
            },
            .send(
                "/v1/projects/{project}/environment/{variable}", "setVariable", .project(.operate),
                "Sets a variable; the next release runs with it", method: .put, query: [.profile],
                traits: [.conditional]
            ) { (call, change: EnvironmentChange) in
                try await environments.set(
                    try call.path("variable"), to: Redacted(change.value), secret: change.secret,
                    project: try call.project.name, profile: try call.query(.profile) ?? .production,
                    by: try call.principal.name, if: call.condition)
                return Nothing()
            },
            .remove(
                "/v1/projects/{project}/environment/{variable}", "deleteVariable", .project(.operate),
                "Removes a variable and what was sealed behind it", query: [.profile], traits: [.conditional]
            ) { call in
                try await environments.unset(
                    try call.path("variable"), project: try call.project.name,
                    profile: try call.query(.profile) ?? .production, by: try call.principal.name,
                    if: call.condition)
                return Nothing()
            },
        ]
    }
}

extension EnvironmentEntry {
    /// A secret's value never leaves the server.
    fileprivate init(_ variable: EnvironmentVariable, mark: String?) {
        switch variable.value {
        case .plain(let text): self.init(name: variable.name, secret: false, value: text)
        case .secret: self.init(name: variable.name, secret: true, value: Self.mask, mark: mark)
        }
    }
}
