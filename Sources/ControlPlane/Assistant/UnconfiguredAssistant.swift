// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Where no language model is configured: refuses every question.
package struct UnconfiguredAssistant: Assistant {
    package init() {}

    package func ask(_ question: String, context: JSONValue) async throws -> String { throw Self.unavailable }

    package func analyse(_ run: Run) async throws -> String { throw Self.unavailable }

    private static let unavailable = Failure(
        .assistantUnavailable, "no language model is configured", hint: "read the run's log: dextra runs RUN")
}
