// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Exponential backoff with full jitter: each wait is uniform in 0...min(limit, base · 2^attempt).
///
/// Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
package struct Backoff: Sendable, Hashable {
    /// The upper bound of the first wait.
    package var base: Duration
    /// The upper bound of every wait.
    package var limit: Duration

    package init(base: Duration = .milliseconds(200), limit: Duration = .seconds(30)) {
        self.base = base
        self.limit = limit
    }

    /// The wait after the given number of failed attempts (1 or more).
    package func delay(afterAttempt attempt: Int, random: RandomSource) -> Duration {
        ceiling(afterAttempt: attempt) * random.fraction()
    }

    /// The longest wait possible after the given number of failed attempts.
    package func ceiling(afterAttempt attempt: Int) -> Duration {
        // Doubling past 2^30 would overflow long before it could matter.
        min(limit, base * (1 << min(max(attempt - 1, 0), 30)))
    }
}
