// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Synchronization

/// The one writing connection on its own thread, with group commit.
///
/// No timer: what queued while the last commit ran goes into the next transaction, each member in a savepoint. It is
/// also the only connection that checkpoints, so no checkpoint ever races with a commit of ours.
final class SQLiteWriter: Sendable {
    /// One write that waits for its turn.
    struct Member: Sendable {
        /// Runs the closure and returns what tells its caller the value, to be called after the commit.
        let attempt: @Sendable (any WriteConnection) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private let queue = BlockingQueue<Member>()
    private let thread: DedicatedThread
    private let counts: Counter

    // Bounds how long the first member of a group waits for the last.
    private static let largestGroup = 512

    init(_ connection: sending SQLiteConnection) throws {
        let work = Work(connection: connection, counts: Counter())
        counts = work.counts
        thread = try DedicatedThread(name: "dextra-db-write") { [queue] in
            while true {
                let members = queue.take(atMost: Self.largestGroup)
                if members.isEmpty { break }
                work.commit(members)
            }
            work.connection = nil
        }
    }

    deinit { queue.close() }

    var statistics: SQLiteStatistics {
        let (commits, writes) = counts.value.withLock { $0 }
        return SQLiteStatistics(commits: commits, writes: writes, waiting: queue.count)
    }

    /// False when the writer is closed; the member is then dropped.
    func put(_ member: Member) -> Bool { queue.put(member) }

    func close() async {
        queue.close()
        await thread.finished()
    }

    private final class Counter: Sendable {
        let value = Mutex((commits: 0, writes: 0))
    }

    /// The connection and the group being committed. Sendable because only the writer's thread touches it.
    private final class Work: @unchecked Sendable {
        var connection: SQLiteConnection?
        let counts: Counter

        init(connection: SQLiteConnection, counts: Counter) {
            self.connection = connection
            self.counts = counts
        }

        func commit(_ members: [Member]) {
            guard let connection else { return }
            do {
                for outcome in try attempt(members, on: connection) { outcome() }
            } catch {
                if members.count > 1, Self.isOneMembersFault(error) {
                    // A full disk may have room again once the log has been written back and starts anew.
                    _ = try? connection.rows("PRAGMA wal_checkpoint(PASSIVE)", [])
                    for member in members { commit([member]) }
                } else {
                    for member in members { member.fail(error) }
                }
            }
        }

        /// Runs the members in one transaction and returns what to tell their callers; throws when it was lost.
        private func attempt(_ members: [Member], on connection: SQLiteConnection) throws -> [() -> Void] {
            try connection.begin("BEGIN IMMEDIATE")
            var outcomes: [() -> Void] = []
            for member in members {
                do {
                    try connection.execute("SAVEPOINT member")
                    let succeed = try connection.strictly { try member.attempt(connection) }
                    try connection.execute("RELEASE member")
                    let actions = connection.takeAfterCommitActions()
                    outcomes.append {
                        for action in actions { action() }
                        succeed()
                    }
                } catch {
                    if let lost = connection.lostTransaction {
                        connection.rollback()
                        throw lost
                    }
                    try undoMember(on: connection)
                    outcomes.append { member.fail(error) }
                }
            }
            try connection.commit()
            counts.value.withLock {
                $0.commits += 1
                $0.writes += members.count
            }
            return outcomes
        }

        private func undoMember(on connection: SQLiteConnection) throws {
            _ = connection.takeAfterCommitActions()
            do {
                try connection.execute("ROLLBACK TO member")
                try connection.execute("RELEASE member")
            } catch {
                connection.rollback()
                throw error
            }
        }

        /// Whether the rest of a lost group should be tried without the member that lost it.
        private static func isOneMembersFault(_ error: any Error) -> Bool {
            guard let failure = error as? Failure else { return true }
            return failure.code != .databaseBusy && failure.code != .databaseCorrupt && failure.code != .ioFailed
        }
    }
}
