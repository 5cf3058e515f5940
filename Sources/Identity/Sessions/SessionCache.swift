// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Synchronization

/// Sessions as they were read lately, by their token's digest.
final class SessionCache: Sendable {
    struct Entry: Sendable {
        var signedIn: SignedIn
        var session: SessionID
        var user: UserID
        var allowed: AllowedNetworks
        var idle: Duration
        var expiresAt: Timestamp
        var lastSeenAt: Timestamp
        /// When, on the steady clock, and under which count of changes it was read.
        var readAt: Duration
        var changes: UInt64
    }

    /// What the cache knows of a digest.
    enum Answer: Sendable {
        case unknown
        /// `seen` asks for a note that the session was used.
        case known(Entry, seen: Bool)
    }

    /// News from another node may be lost with a connection: nothing older is believed.
    static let longestAge = Duration.seconds(5)
    /// Steps in which the use of a session is noted.
    static let noticeable = Duration.seconds(60)
    private static let capacity = 10_000

    private let entries = Mutex<[TokenDigest: Entry]>([:])

    func find(_ digest: TokenDigest, isUse: Bool, now: Timestamp, uptime: Duration, changes: UInt64) -> Answer {
        entries.withLock { entries in
            guard let entry = entries[digest], entry.changes == changes, uptime - entry.readAt < Self.longestAge else {
                return .unknown
            }
            guard isUse, now - entry.lastSeenAt >= Self.noticeable, now - entry.lastSeenAt < entry.idle else {
                return .known(entry, seen: false)
            }
            entries[digest]?.lastSeenAt = now
            var seen = entry
            seen.lastSeenAt = now
            return .known(seen, seen: true)
        }
    }

    func keep(_ entry: Entry, for digest: TokenDigest) {
        entries.withLock { entries in
            // Those signed in are few; the bound is against a leak of those that have left.
            if entries.count >= Self.capacity { entries.removeAll(keepingCapacity: true) }
            entries[digest] = entry
        }
    }
}
