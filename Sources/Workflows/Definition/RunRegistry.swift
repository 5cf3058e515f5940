// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Primitives
import Storage

/// The run kinds this binary can carry out.
package struct RunRegistry: Sendable {
    private var definitions: [String: RunDefinition] = [:]

    /// Throws `invalid_argument` when two definitions share a kind, or two steps of one a name.
    package init(_ definitions: [RunDefinition] = []) throws(Failure) {
        for definition in definitions { try register(definition) }
    }

    package mutating func register(_ definition: RunDefinition) throws(Failure) {
        guard definitions[definition.kind] == nil else {
            throw Failure(.invalidArgument, "run kind '\(definition.kind)' is registered twice")
        }
        guard Set(definition.steps.map(\.name)).count == definition.steps.count else {
            throw Failure(.invalidArgument, "run kind '\(definition.kind)' has two steps of the same name")
        }
        definitions[definition.kind] = definition
    }

    /// The definition of a kind; throws `run_kind_unknown`.
    package func definition(of kind: String) throws(Failure) -> RunDefinition {
        guard let definition = definitions[kind] else {
            let known = definitions.keys.sorted().joined(separator: ", ")
            throw Failure(.runKindUnknown, "there is no run kind '\(kind)'", hint: "known kinds: \(known)")
        }
        return definition
    }

    var kinds: [RunKind] {
        definitions.values.map { RunKind(name: $0.kind, version: $0.version) }.sorted { $0.name < $1.name }
    }

    /// The definitions of a recorded run's steps, in their order; throws `run_kind_unsupported` when it can't be
    /// carried on with by this binary.
    func steps(for run: Run) throws(Failure) -> [StepDefinition] {
        let definition = try definition(of: run.kind)
        guard definition.supportedVersions.contains(run.kindVersion) else {
            throw unsupported(run, "this version of Dextra can go on with \(definition.supportedVersions)")
        }
        var steps: [StepDefinition] = []
        for record in run.steps {
            guard let step = definition.step(named: record.name) else {
                throw unsupported(run, "it has a step '\(record.name)' that this version of Dextra does not know")
            }
            steps.append(step)
        }
        return steps
    }

    private func unsupported(_ run: Run, _ reason: String) -> Failure {
        Failure(
            .runKindUnsupported, "run \(run.id) was recorded by version \(run.kindVersion) of '\(run.kind)': \(reason)",
            hint: "look at what it has done, then start it anew")
    }
}
