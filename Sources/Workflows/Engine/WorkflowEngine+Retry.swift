// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
import Storage

extension WorkflowEngine {
    /// Starts the same as a run that is over and did not succeed, with what that was given.
    ///
    /// Throws `run_not_found`, `run_not_retryable`, and `run_kind_changed` when this version's runs of the kind are given
    /// something else.
    package func retry(_ id: RunID, _ request: RunRequest = RunRequest()) async throws -> Run {
        let run = try await run(id)
        guard run.state.isTerminal, run.state != .succeeded else {
            throw Failure(
                .runNotRetryable, "run \(id) can't be retried: it is \(run.state.rawValue)",
                hint: run.state == .succeeded ? "start a new one" : "wait for its end, or cancel it")
        }
        guard try parts.registry.definition(of: run.kind).version == run.kindVersion else {
            throw Failure(
                .runKindChanged, "run \(id) was recorded by another version of Dextra", hint: "start a new one")
        }
        let node = try await parts.database.read { try self.node(forAnother: run, on: $0) }
        return try await submit(
            kind: run.kind, subject: run.subject, projectID: run.projectID, input: run.input, node: node,
            request: request)
    }

    /// The machine that can carry out once more what a run was: that of its project by now, else its own. One that is gone
    /// would never begin it, and what is asked of its subject later would wait behind it for ever.
    private func node(forAnother run: Run, on connection: any ReadConnection) throws -> String? {
        let project = try run.projectID.flatMap { try ProjectStore().find($0, on: connection) }
        if let node = project?.node { return node.description }
        guard let node = run.node, node != parts.nodeID else { return run.node }
        let isThere = try NodeStore().list(on: connection).contains { $0.id.description == node && $0.isLive }
        guard project == nil, isThere else {
            throw Failure(
                .runNotRetryable, "run \(run.id) can't be retried: node \(node), which alone could, is gone",
                hint: "start a new one on another node")
        }
        return node
    }
}
