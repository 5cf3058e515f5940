// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Events that follow each other in the log, each encoded once for all who get it.
final class LiveBatch: Sendable {
    struct Entry: Sendable {
        let event: Event
        let json: String
    }

    /// How many events a batch has at most: their choice for a subscription is a number of so many bits.
    static let size = 64

    /// The batch has everything after this cursor…
    let after: Int64
    /// …up to this one, as far as whoever read it wanted it.
    let through: Int64
    let entries: [Entry]
    let tellsOfPermissions: Bool
    let bytes: Int

    init(after: Int64, through: Int64, events: [Event]) throws {
        precondition(events.count <= Self.size, "a batch is too large")
        self.after = after
        self.through = through
        entries = try events.map { Entry(event: $0, json: try JSONText.encode($0)) }
        tellsOfPermissions = events.contains(where: LiveAuthority.isConcerned)
        bytes = entries.reduce(0) { $0 + $1.json.utf8.count }
    }

    convenience init(_ page: EventPage, after: Int64) throws {
        try self.init(after: after, through: page.through, events: page.events)
    }
}
