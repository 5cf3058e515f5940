// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A kind of change that whoever shares the database wants to hear of.
package enum Announcement: String, Sendable, Hashable, CaseIterable {
    /// Runs were submitted, given back, or asked to cancel.
    case runs
    /// Events were appended.
    case events
    /// People, what they may, where they are signed in, or the tokens that speak for them were changed.
    case identity
}

/// Who in this process listens to which announcement. One belongs to each open database.
package final class AnnouncementHub: Sendable {
    private let actions = Mutex<[Announcement: [@Sendable () -> Void]]>([:])

    package init() {}

    /// Calls the action at each announcement from now on, for as long as the database is open.
    package func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void) {
        actions.withLock { $0[topic, default: []].append(action) }
    }

    package func publish(_ topic: Announcement) {
        for action in actions.withLock({ $0[topic] ?? [] }) { action() }
    }
}
