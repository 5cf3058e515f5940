// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Stops who types codes that nobody was given: ten wrong ones in ten minutes for a person, two hundred for all.
struct GuessLimit: Sendable {
    private static let window: Duration = .seconds(600)
    private static let ofOne = 10
    private static let ofAll = 200

    private var wrong: [(user: UserID?, at: Duration)] = []

    /// Throws `too_many_attempts`.
    mutating func check(_ user: UserID?, at uptime: Duration) throws(Failure) {
        wrong.removeAll { uptime - $0.at >= Self.window }
        let own = wrong.filter { $0.user == user }
        guard own.count >= Self.ofOne || wrong.count >= Self.ofAll else { return }
        let oldest = (own.count >= Self.ofOne ? own : wrong).first?.at ?? uptime
        throw Failure(
            .tooManyAttempts, "too many codes that are none were tried", hint: "wait some minutes, then check the code",
            retry: .after(Self.window - (uptime - oldest)))
    }

    mutating func noteWrong(_ user: UserID?, at uptime: Duration) { wrong.append((user, uptime)) }
}
