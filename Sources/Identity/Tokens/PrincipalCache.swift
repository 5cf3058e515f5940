// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Synchronization

/// Whom the bearers of tokens are, as lately read, so that most requests need no database.
///
/// An entry is good for five seconds and gone at once when something about people or tokens changes, here or, with news
/// from the database, elsewhere.
final class PrincipalCache: Sendable {
    private struct Entry {
        var principal: Principal
        var readAt: Duration
    }

    private struct State {
        var entries: [TokenDigest: Entry] = [:]
        /// Raised by every change: what was read before must not be kept after it.
        var epoch: UInt64 = 0
        /// When a token's use was last noted.
        var noted: [TokenID: Duration] = [:]
        /// Uses to be written.
        var used: [TokenID: Timestamp] = [:]

        mutating func note(_ token: TokenID?, at now: () -> Timestamp, _ uptime: Duration) {
            guard let token, noted[token].map({ uptime - $0 >= noteEvery }) ?? true else { return }
            if noted.count >= capacity { noted = [:] }
            noted[token] = uptime
            used[token] = now()
        }
    }

    private static let fresh: Duration = .seconds(5)
    private static let noteEvery: Duration = .seconds(60)
    private static let capacity = 4096

    private let state = Mutex(State())
    private let time: TimeSource

    init(time: TimeSource) { self.time = time }

    var epoch: UInt64 { state.withLock(\.epoch) }

    /// Forgets everything, and what is being read now.
    func invalidate() {
        state.withLock { state in
            state.epoch += 1
            state.entries = [:]
        }
    }

    /// The principal of a token that was read within the last seconds.
    func find(_ digest: TokenDigest) -> Principal? {
        let uptime = time.uptime()
        return state.withLock { state in
            guard let entry = state.entries[digest], uptime - entry.readAt < Self.fresh else { return nil }
            state.note(entry.principal.token, at: time.now, uptime)
            return entry.principal
        }
    }

    /// Keeps what was read while the cache was in that epoch.
    func keep(_ principal: Principal, for digest: TokenDigest, readIn epoch: UInt64) {
        let uptime = time.uptime()
        state.withLock { state in
            state.note(principal.token, at: time.now, uptime)
            guard state.epoch == epoch else { return }
            if state.entries.count >= Self.capacity { state.entries = [:] }
            state.entries[digest] = Entry(principal: principal, readAt: uptime)
        }
    }

    /// Hands over the uses that are not written yet.
    func takeUses() -> [TokenID: Timestamp] {
        state.withLock { state in
            defer { state.used = [:] }
            return state.used
        }
    }
}
