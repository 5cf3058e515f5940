// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
import Storage

extension WorkflowEngine {
    /// Ends the open runs that only a lost node could have carried out; returns them as they then are.
    ///
    /// Throws `node_live` when that node still gives signs of life.
    package func forsake(_ node: NodeID) async throws -> [Run] {
        try await parts.database.write { [parts] connection in
            let known = try NodeStore().list(on: connection)
            guard let node = known.first(where: { $0.id == node }) else {
                throw Failure(.nodeNotFound, "there is no node \(node)", hint: "'dextra nodes' lists the nodes")
            }
            guard !node.isLive else { throw Self.live(node) }
            var ended: [Run] = []
            for id in try parts.runs.bound(to: node.id.description, on: connection) {
                guard
                    let lease = try parts.runs.acquire(
                        id, owner: parts.nodeID, bind: false, lasting: parts.configuration.leaseDuration,
                        on: connection),
                    let journal = try parts.runs.journal(of: id, on: connection)
                else { throw Self.live(node) }
                var machine = RunMachine(journal)
                let failure = Failure(
                    .nodeLost, "node \(node.name), which alone could carry the run out, was given up",
                    hint: "start it anew on another node")
                let action = machine.refuse(failure, at: parts.time.now())
                try parts.store(&machine, replacing: journal, action, under: lease, on: connection)
                ended.append(machine.run)
            }
            return ended
        }
    }

    private static func live(_ node: Node) -> Failure {
        Failure(
            .nodeLive, "node \(node.name) is at work",
            hint: "stop its server first; it counts as gone half a minute after that")
    }
}
