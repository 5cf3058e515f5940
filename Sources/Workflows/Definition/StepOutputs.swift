// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What the finished steps of a run have produced, by the step's name.
package struct StepOutputs: Sendable, Hashable {
    private let values: [String: JSONDocument]

    package init(_ values: [String: JSONDocument]) { self.values = values }

    /// The output of a step; nil when it did not finish, or was not needed.
    package subscript(step: String) -> JSONDocument? { values[step] }

    /// The output of a step as its type; throws `no_output` when it has none, `invalid_json` when it is another.
    package func output<Value: Decodable>(of step: String, as type: Value.Type = Value.self) throws -> Value {
        guard let value = values[step] else {
            throw Failure(.noOutput, "step '\(step)' has no output: it did not finish or was not needed")
        }
        return try value.decoded(as: type)
    }
}
