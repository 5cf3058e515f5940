// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// How far those who follow the event log are behind it.
package struct EventLag: Sendable, Hashable {
    package var followers: Int
    /// Events that the slowest has not taken.
    package var events: Int64
    /// Since when the oldest of them waits.
    package var age: Duration
}

extension EventLog {
    package func lag() async throws -> EventLag {
        let count = followers.count
        guard let slowest = followers.slowest else { return EventLag(followers: count, events: 0, age: .zero) }
        let behind = try await latest() - slowest
        do {
            let oldest = try await read(after: slowest, limit: 1).first
            return EventLag(
                followers: count, events: max(0, behind),
                age: oldest.map { max(.zero, time.now() - $0.at) } ?? .zero)
        } catch let failure as Failure where failure.code == .cursorExpired {
            // It is about to be told so itself.
            return EventLag(followers: count, events: max(0, behind), age: .zero)
        }
    }
}
