// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Synchronization

/// Whom the bearers of tokens are, as lately read, so that most requests need no database.
///
/// An entry is good for five seconds, and no longer once something about people or tokens has changed.
final class PrincipalCache: Sendable {
    private struct Entry {
        var principal: Principal
        /// When, on the steady clock, and under which count of changes it was read.
        var readAt: Duration
        var changes: UInt64
    }

    private struct State {
        var entries: [TokenDigest: Entry] = [:]
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

    /// The principal of a token that was read within the last seconds, with no change since.
    func find(_ digest: TokenDigest, changes: UInt64) -> Principal? {
        let uptime = time.uptime()
        return state.withLock { state in
            guard let entry = state.entries[digest], entry.changes == changes, uptime - entry.readAt < Self.fresh else {
                return nil
            }
            state.note(entry.principal.token, at: time.now, uptime)
            return entry.principal
        }
    }

    /// Keeps what was read after that many changes.
    func keep(_ principal: Principal, for digest: TokenDigest, changes: UInt64) {
        let uptime = time.uptime()
        state.withLock { state in
            state.note(principal.token, at: time.now, uptime)
            if state.entries.count >= Self.capacity { state.entries = [:] }
            state.entries[digest] = Entry(principal: principal, readAt: uptime, changes: changes)
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
