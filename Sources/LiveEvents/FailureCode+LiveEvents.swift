// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
import Storage

extension FailureCode {
    /// A connection has as many subscriptions open as it may have.
    package static let tooManySubscriptions = FailureCode("too_many_subscriptions", .exhausted)
    /// The peer took its messages too slowly; it may resume from the last cursor.
    package static let tooSlow = FailureCode("too_slow", .exhausted)
    /// The session or token has ended.
    package static let signedOut = FailureCode("signed_out", .unauthenticated)
    /// The connection has a subscription of this ID.
    package static let subscriptionExists = FailureCode("subscription_exists", .conflict)
}

extension Failure {
    /// A reader of the event log is ahead of it: the store has lost what it was shown.
    static func turnedBack(_ cursor: Int64, latest: Int64) -> Failure {
        Failure(
            .cursorExpired, "the event log went back to before cursor \(cursor)",
            hint: "read the current state again and go on from cursor \(latest)",
            metadata: [.init("latest", String(latest))])
    }
}
