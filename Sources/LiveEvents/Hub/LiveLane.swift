// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// The live connections of one event loop. Everything but its making happens on that loop.
// Unchecked: confined to the loop.
final class LiveLane: @unchecked Sendable {
    /// After so many connections the loop's other streams get their turn.
    private static let turn = 256

    let loop: EventLoop
    /// What the connections have been offered, and a little before; nil until the hub has read the log once.
    private(set) var recent: RecentBatches?
    private var members: [LiveConnection?] = []
    private var free: [Int] = []

    init(loop: EventLoop, recent: RecentBatches?) {
        self.loop = loop
        self.recent = recent
    }

    /// Gives the connection a place; ``remove(_:)`` frees it.
    func add(_ connection: LiveConnection) -> Int {
        guard let slot = free.popLast() else {
            members.append(connection)
            return members.count - 1
        }
        members[slot] = connection
        return slot
    }

    func remove(_ slot: Int) {
        members[slot] = nil
        free.append(slot)
    }

    /// Offers a batch to every connection and says when all have had it.
    func deliver(_ batch: LiveBatch, recent: RecentBatches, then done: @escaping @Sendable () -> Void) {
        self.recent = recent
        walk(batch, BatchFrames(batch), from: 0, then: done)
    }

    /// What follows what was delivered is not there; the next batch follows `recent`.
    func beginAnew(_ recent: RecentBatches) {
        self.recent = recent
        for case let connection? in members {
            connection.stream.assumeIsolated { connection.beginAnew(at: recent.through, on: $0) }
        }
    }

    /// One turn of the way along the connections. Who joins meanwhile has had the batch from `recent`.
    private func walk(
        _ batch: LiveBatch, _ frames: BatchFrames, from start: Int, then done: @escaping @Sendable () -> Void
    ) {
        let end = min(start + Self.turn, members.count)
        for slot in start..<max(start, end) {
            guard let connection = members[slot] else { continue }
            connection.stream.assumeIsolated { connection.take(batch, frames, on: $0) }
        }
        guard end < members.count else { return done() }
        loop.execute { [self] in walk(batch, frames, from: end, then: done) }
    }

    /// Looks for connections that stand still, have expired or have not been looked up for long.
    func tick(_ moment: LiveMoment) {
        for case let connection? in members {
            connection.stream.assumeIsolated { connection.tick(moment, on: $0) }
        }
    }
}

/// What time it is, read once for all connections.
struct LiveMoment: Sendable {
    let now: Timestamp
    let uptime: Duration
}
