// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

/// How much may fail, and how long is waited when more does.
///
/// The first `free` failures cost nothing; each one more doubles the wait up to `limit`, and every `leak` that passes
/// takes one away. An attempt that has to wait is refused without being counted, so that nobody makes another's wait
/// longer than `limit`. In the long run one attempt each `leak` gets through.
struct ThrottleRule: Sendable, Hashable {
    var free: Int
    var base: Duration
    var limit: Duration
    var leak: Duration

    /// One person's password, tried from one place.
    static let nameAndAddress = ThrottleRule(free: 5, base: .seconds(1), limit: .seconds(900), leak: .seconds(900))
    /// Anybody's password, tried from one place, behind which there may be an office.
    static let address = ThrottleRule(free: 30, base: .seconds(1), limit: .seconds(60), leak: .seconds(60))
    /// One person's password, tried from anywhere. Soft: who comes from a new device during an attack gets their turn.
    static let name = ThrottleRule(free: 30, base: .seconds(1), limit: .seconds(30), leak: .seconds(30))
    /// One person's password, tried from a device that they have signed in from before.
    static let device = ThrottleRule(free: 10, base: .seconds(1), limit: .seconds(900), leak: .seconds(900))
    /// One person's second factor, of which three codes in a million are right at a time.
    static let secondFactor = ThrottleRule(free: 5, base: .seconds(2), limit: .seconds(3600), leak: .seconds(3600))
    /// A signed-in person's own password, asked for once more.
    static let confirmation = ThrottleRule(free: 5, base: .seconds(1), limit: .seconds(900), leak: .seconds(900))

    /// Nothing is waited for and nothing leaks for longer than this.
    static let longestMemory = Duration.seconds(48 * 3600)

    /// How long an attempt has to wait now; nil for not at all.
    func wait(_ failures: SignInFailures?, now: Timestamp) -> Duration? {
        guard let failures, failures.blockedUntil > now else { return nil }
        let wait = failures.blockedUntil - now
        // A clock that was set back must not lock anybody out.
        return wait > limit ? nil : wait
    }

    /// With one attempt more.
    func counting(_ failures: SignInFailures?, now: Timestamp) -> SignInFailures {
        var state = leaked(failures, now: now)
        state.count += 1
        if state.count > free {
            let delay = min(limit, base * (1 << min(state.count - free - 1, 20)))
            state.blockedUntil = max(state.blockedUntil, now + delay)
        }
        return state
    }

    /// With one attempt less, which turned out to be right.
    func forgiving(_ failures: SignInFailures, now: Timestamp) -> SignInFailures {
        var state = leaked(failures, now: now)
        state.count = max(0, state.count - 1)
        if state.count <= free { state.blockedUntil = now }
        return state
    }

    private func leaked(_ failures: SignInFailures?, now: Timestamp) -> SignInFailures {
        guard var state = failures else { return SignInFailures(count: 0, lastAt: now, blockedUntil: now) }
        let passed = max(0, (now - state.lastAt).wholeMilliseconds / leak.wholeMilliseconds)
        if passed >= state.count {
            (state.count, state.lastAt) = (0, now)
        } else {
            state.count -= passed
            state.lastAt = state.lastAt + leak * passed
        }
        return state
    }
}
