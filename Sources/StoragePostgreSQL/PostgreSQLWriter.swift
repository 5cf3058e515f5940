// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Synchronization

/// The one writing connection of this process, on its own thread, with group commit.
///
/// No timer: what queued while the last commit ran goes into the next transaction, each member in a savepoint. Every
/// transaction begins with one advisory lock that all processes take, so that writes of several nodes come one after
/// another, as those of one do: the stores are written for that, and the event log's counter would order them anyway.
final class PostgreSQLWriter: Sendable {
    /// One write that waits for its turn.
    struct Member: Sendable {
        /// Runs the closure and returns what tells its caller the value, to be called after the commit.
        let attempt: @Sendable (any WriteConnection) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private let queue = BlockingQueue<Member>()
    private let thread: DedicatedThread
    private let closing = ClosingFlag()

    // Bounds how long the first member of a group waits for the last.
    private static let largestGroup = 512
    /// A node that was stopped in a transaction must not keep the others from writing: the server ends its session.
    private static let settings = ["idle_in_transaction_session_timeout = '5s'", "lock_timeout = '30s'"]

    init(
        _ server: DatabaseServer, mark: CommitMark, random: RandomSource, logger: Logger,
        publish: @escaping @Sendable (Set<Announcement>) -> Void
    ) throws {
        let session = Session(server, settings: Self.settings, preparation: nil, random: random)
        let work = GroupCommit(session, mark: mark, closing: closing, logger: logger, publish: publish)
        thread = try DedicatedThread(name: "dextra-pg-write") { [queue] in
            while true {
                let members = queue.take(atMost: Self.largestGroup)
                if members.isEmpty { break }
                work.commit(members)
            }
            work.end()
        }
    }

    deinit { queue.close() }

    /// False when the writer is closed; the member is then dropped.
    func put(_ member: Member) -> Bool { queue.put(member) }

    func close() async {
        closing.set()
        queue.close()
        await thread.finished()
    }
}

/// Tells a thread that waits for a server to come back that nobody wants it any more.
final class ClosingFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    func set() { flag.store(true, ordering: .releasing) }
    var isSet: Bool { flag.load(ordering: .acquiring) }
}
