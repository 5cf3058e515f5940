// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Metrics
import Model
import Primitives
import Synchronization

/// How much of bodies the server holds at once that have not been read to their ends: a thousandth of it in compressed
/// blanks is quickly sent, and may then be kept waiting.
///
/// The machine's own user is not counted, nor are strangers, of whom no operation takes more than is free.
final class BodyBudget: Sendable {
    /// Of each body; who sends no more is heard whatever others send.
    private static let free = 64 << 10

    private struct Held {
        var all = 0
        var own: [UserID: Int] = [:]
    }

    private let ofOne: Int
    private let held = Mutex(Held())
    private let gauge: Gauge

    /// - ofOne: bytes of one person's bodies; of everybody's twice as many.
    /// - gauge: shows how much is held.
    init(ofOne: Int, gauge: Gauge) {
        self.ofOne = ofOne
        self.gauge = gauge
    }

    private func take(_ bytes: Int, for user: UserID) throws {
        try held.withLock { held in
            guard held.own[user, default: 0] + bytes <= ofOne, held.all + bytes <= 2 * ofOne else {
                throw Failure(
                    .tooManyRequests, "too many large bodies are on their way", hint: "send them one after the other",
                    retry: .after(.seconds(5)))
            }
            held.own[user, default: 0] += bytes
            held.all += bytes
            gauge.set(Double(held.all))
        }
    }

    private func giveBack(_ bytes: Int, of user: UserID) {
        held.withLock { held in
            let rest = held.own[user, default: 0] - bytes
            held.own[user] = rest > 0 ? rest : nil
            held.all -= bytes
            gauge.set(Double(held.all))
        }
    }

    /// What one body takes.
    // A class, because it is told from within the reading of the body. It is used by one task.
    final class Share {
        private let user: UserID?
        private let budget: BodyBudget
        private var size = 0
        private var counted = 0

        init(of user: UserID?, in budget: BodyBudget) {
            self.user = user
            self.budget = budget
        }

        /// Throws `too_many_requests`.
        func grow(by count: Int) throws {
            guard let user else { return }
            size += count
            let beyond = max(0, size - BodyBudget.free)
            if beyond > counted { try budget.take(beyond - counted, for: user) }
            counted = beyond
        }

        func giveBack() {
            if let user, counted > 0 { budget.giveBack(counted, of: user) }
        }
    }
}
