// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// When a failed step is tried again, and after which wait.
package struct RetryPolicy: Sendable, Hashable {
    /// How many attempts may fail before the step has; 1 means no retry.
    package var maxAttempts: Int
    package var backoff: Backoff
    /// Codes tried again whatever the failure itself says of retrying; others are when it says `isRetryable`.
    package var codes: Set<FailureCode>

    package init(maxAttempts: Int, backoff: Backoff = Backoff(), codes: Set<FailureCode> = []) {
        self.maxAttempts = maxAttempts
        self.backoff = backoff
        self.codes = codes
    }

    package static let never = RetryPolicy(maxAttempts: 1)
    /// Three attempts for what may pass by itself.
    package static let standard = RetryPolicy(maxAttempts: 3, codes: [.stepTimedOut])

    /// The wait before the next attempt, nil when there is none. `jitter` is uniform in 0..<1.
    ///
    /// A failure that names a time (`Retry-After`) is not tried before it.
    func delay(after failure: Failure, failures: Int, jitter: Double) -> Duration? {
        guard failures < maxAttempts, failure.isRetryable || codes.contains(failure.code) else { return nil }
        let wait = backoff.ceiling(afterAttempt: failures) * jitter
        guard case .after(let least?) = failure.retry else { return wait }
        return max(wait, least)
    }
}
