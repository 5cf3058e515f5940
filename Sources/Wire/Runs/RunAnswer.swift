// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Answers the question of a waiting run: `POST /v1/runs/{id}/answer`.
package struct RunAnswer: Sendable, Hashable, Codable {
    package var answer: Question.Answer

    package init(answer: Question.Answer) { self.answer = answer }
}
