// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Stops who types codes that nobody was given: ten wrong ones in ten minutes for a person, two hundred for all.
struct GuessLimit: Sendable {
    private static let window: Duration = .seconds(600)
    private static let ofOne = 10
    private static let ofAll = 200

    /// Attempts that were not right, or are not known to be yet.
    private var wrong: [(user: UserID, at: Duration)] = []

    /// Counts an attempt; throws `too_many_attempts`.
    mutating func admit(_ user: UserID, at uptime: Duration) throws(Failure) {
        wrong.removeAll { uptime - $0.at >= Self.window }
        let own = wrong.filter { $0.user == user }
        guard own.count >= Self.ofOne || wrong.count >= Self.ofAll else { return wrong.append((user, uptime)) }
        let oldest = (own.count >= Self.ofOne ? own : wrong).first?.at ?? uptime
        throw Failure(
            .tooManyAttempts, "too many codes that are none were tried", hint: "wait some minutes, then check the code",
            retry: .after(Self.window - (uptime - oldest)))
    }

    /// Takes an attempt back that was right.
    mutating func withdraw(_ user: UserID) {
        if let newest = wrong.lastIndex(where: { $0.user == user }) { wrong.remove(at: newest) }
    }
}
