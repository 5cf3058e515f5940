// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A person's word for what can't be taken back.
struct Confirmation {
    /// What is about to be done, for the refusal: `destroying shop`.
    var deed: String
    var question: String
    /// What has to be typed.
    var word: String

    /// Throws `confirmation_needed` when nobody is there to ask, and `declined` for any other answer.
    func ask(on console: Console) throws {
        guard console.canAsk else {
            throw Failure(
                .confirmationNeeded, "\(deed) was not confirmed, and nobody is here to ask", hint: "add --yes")
        }
        guard console.answer(to: "\(question) Type \(word) to confirm:") == word else {
            throw Failure(.declined, "\(deed) was not confirmed: nothing was done")
        }
    }
}
