// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A question to the assistant.
package struct AssistantQuestion: Sendable, Codable {
    package var question: String
    /// What it is about, e.g. a run; no secrets.
    package var context: JSONValue?

    package init(question: String, context: JSONValue? = nil) {
        self.question = question
        self.context = context
    }
}

/// What the assistant says.
package struct AssistantAnswer: Sendable, Codable {
    package var text: String

    package init(text: String) { self.text = text }
}
