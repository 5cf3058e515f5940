// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Primitives
import Wire

extension ControlPlane {
    func addEnvironmentRoutes(to router: inout Router) {
        router.get("/v1/projects/:name/environment") { exchange in
            let (variables, marks) = try await environments.listWithMarks(
                project: try exchange.projectName, profile: try exchange.profileOrProduction)
            try await exchange.respond(json: variables.map { EnvironmentEntry($0, mark: marks[$0.name]) })
        }

        router.put("/v1/projects/:name/environment/:variable") { exchange in
            let name = try exchange.projectName
            let profile = try exchange.profileOrProduction
            let change = try await exchange.decodeBody(as: EnvironmentChange.self)
            try await environments.set(
                try exchange.parameter("variable"), to: Redacted(change.value), secret: change.secret, project: name,
                profile: profile)
            try await exchange.respondWithNothing()
        }

        router.delete("/v1/projects/:name/environment/:variable") { exchange in
            try await environments.unset(
                try exchange.parameter("variable"), project: try exchange.projectName,
                profile: try exchange.profileOrProduction)
            try await exchange.respondWithNothing()
        }
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
