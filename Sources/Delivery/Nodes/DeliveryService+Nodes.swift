// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
import Storage
import Workflows

extension DeliveryService {
    /// The servers that share the database, by name.
    package func nodes() async throws -> [Node] {
        try await parts.database.read { try NodeStore().list(on: $0) }
    }

    /// Strikes a lost node off: its open runs fail, what ran on it counts as stopped, and the next deployment of each of
    /// its projects goes to the node that takes it.
    ///
    /// Throws `node_not_found`, and `node_live` when it still gives signs of life.
    package func giveUp(_ node: NodeID, by actor: String) async throws {
        _ = try await engine.forsake(node)
        try await parts.database.write { [parts] connection in
            for project in try ProjectStore().list(on: connection) where project.node == node {
                for release in try ReleaseStore().list(project: project.id, on: connection)
                where [.active, .warm, .candidate].contains(release.status) {
                    try parts.move(
                        release.id, to: release.status == .candidate ? .failed : .stopped, runID: nil, on: connection)
                }
            }
            try ProjectStore().displaceAll(from: node, on: connection)
            try NodeStore().remove(node, on: connection)
            try parts.events.append(
                "node.given_up", subject: "node/\(node)",
                data: ["node": .string(node.description), "by": .string(actor)], on: connection)
        }
    }

    func requireHere(_ project: Project) async throws { try await parts.requireHere(project) }
}

extension DeliveryParts {
    /// Throws `project_on_other_node` for what only the machine of the project can answer.
    func requireHere(_ project: Project) async throws {
        guard !isHere(project) else { return }
        let node = try await database.read({ try NodeStore().list(on: $0) }).first { $0.id == project.node }
        throw Failure(
            .projectOnOtherNode, "\(project.name) runs on node \(node?.name ?? project.node?.description ?? "none")",
            hint: "ask there", metadata: [.init("node", project.node?.description ?? "")])
    }

    /// Whether a project's applications, builds and logs are on this node's machine.
    package func isHere(_ project: Project) -> Bool { project.node == node }
}
