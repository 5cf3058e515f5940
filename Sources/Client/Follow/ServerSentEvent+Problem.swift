// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension ServerSentEvent {
    /// Throws why the server ends the stream early, when that is what the event says; `connection_closed` for what passes,
    /// so that a follower comes back: it was too slow, as a stopped terminal is, or the server's store is away.
    func throwProblem() throws {
        guard event == Problem.event else { return }
        let failure = try JSONText.decode(Problem.self, from: data).failure
        let passes = failure.code.name == "too_slow" || [.unavailable, .timedOut].contains(failure.code.category)
        throw passes ? Failure(.connectionClosed, "the server ended the stream: \(failure.message)") : failure
    }
}
