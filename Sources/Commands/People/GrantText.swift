// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Model
import Primitives
import Wire

/// Grants as people read and write them: `owner`, `operator:shop`, `viewer:device_group/edge`.
struct GrantText {
    private let names: [ProjectID: ProjectName]

    init(names: [ProjectID: ProjectName]) { self.names = names }

    /// With the names of the projects that the grants are for; a project one can't see keeps its ID.
    static func reading(_ grants: some Sequence<Grant>, _ client: ServerClient) async -> GrantText {
        let isNeeded = grants.contains { if case .project = $0.scope { true } else { false } }
        let projects = isNeeded ? (try? await client.projects()) ?? [] : []
        return GrantText(
            names: Dictionary(projects.map { ($0.project.id, $0.project.name) }) { first, _ in first })
    }

    func text(of grants: [Grant]) -> String { grants.map(text).joined(separator: ", ") }

    private func text(_ grant: Grant) -> String {
        switch grant.scope {
        case .everything: grant.role.rawValue
        case .project(let id): "\(grant.role.rawValue):\(names[id]?.text ?? "project/\(id)")"
        case .deviceGroup(let name): "\(grant.role.rawValue):device_group/\(TerminalText.harmless(name))"
        }
    }
}
