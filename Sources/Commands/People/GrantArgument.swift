// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
package import Model
package import Primitives
import Wire

/// A grant as it is typed: `ROLE`, `ROLE:PROJECT` or `ROLE:device_group/NAME`.
package struct GrantArgument: Sendable, Equatable {
    package enum Scope: Sendable, Equatable {
        case everything
        case project(ProjectName)
        case deviceGroup(String)
    }

    package let role: Role
    package let scope: Scope

    /// Throws `usage`, and `invalid_project_name`.
    package init(_ text: String) throws(Failure) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let role = Role(rawValue: parts[0]) else {
            let roles = Role.allCases.map(\.rawValue)
            let nearest = Suggestion.nearest(to: parts[0], among: roles)
            throw Failure(
                .usage, "'\(parts[0])' is not a role",
                hint: nearest.map { "did you mean '\($0)'?" } ?? "choose one of: " + roles.joined(separator: ", "))
        }
        self.role = role
        guard parts.count == 2 else {
            scope = .everything
            return
        }
        let prefix = "device_group/"
        if parts[1].hasPrefix(prefix) {
            guard case .deviceGroup(let name)? = GrantScope(parts[1]) else {
                throw Failure(.usage, "'\(text)' names no device group", hint: "write \(role.rawValue):\(prefix)NAME")
            }
            scope = .deviceGroup(name)
        } else {
            scope = .project(try ProjectName(parts[1]))
        }
    }

    /// The grant itself, for which the server says the project's ID. Throws `project_not_found`.
    func grant(_ client: ServerClient) async throws -> Grant {
        switch scope {
        case .everything: Grant(role)
        case .deviceGroup(let name): Grant(role, .deviceGroup(name))
        case .project(let name): Grant(role, .project(try await client.project(name).project.id))
        }
    }
}

extension [GrantArgument] {
    func grants(_ client: ServerClient) async throws -> [Grant] {
        var grants: [Grant] = []
        for argument in self { grants.append(try await argument.grant(client)) }
        return grants
    }
}
