// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// The port to a language model that answers questions about what runs here.
package protocol Assistant: Sendable {
    /// Answers a question of a person.
    ///
    /// - context: what the question is about, such as a project with its latest runs; no secrets.
    ///
    /// Throws `assistant_unavailable`.
    func ask(_ question: String, context: JSONValue) async throws -> String

    /// Says why a run went as it did, and what to do. Throws `assistant_unavailable`.
    func analyse(_ run: Run) async throws -> String
}

extension FailureCode {
    /// No language model is configured.
    package static let assistantUnavailable = FailureCode("assistant_unavailable", .missingDependency)
}
