// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives
import Storage
import Synchronization

/// Carries announcements between the processes that share the database, on a connection and thread of its own.
///
/// NOTIFY inside the writers' transactions would make their commits queue behind one lock of the whole server (async.c),
/// so it is sent after the commit. What is announced while one notification is on its way, or shortly after it, goes into
/// the next. News that get lost, with a connection or with a node that dies between its commit and telling of it, are
/// made up for by calling every subscriber now and then.
final class Courier: Sendable {
    private let mailbox: Mailbox
    private let thread: DedicatedThread
    /// poll(2) passes over it.
    private static let noSocket: Int32 = -1
    /// A subscriber is called at least this often.
    private static let longestSilence: Duration = .seconds(5)
    /// Between two notifications, however much is announced: readers look at everything that is new anyway.
    private static let shortestSilence: Duration = .milliseconds(10)
    /// News need no disk: who missed them with a crash of the server looks anew.
    private static let settings = ["synchronous_commit = off"]

    init(_ server: DatabaseServer, hub: AnnouncementHub, random: RandomSource, logger: Logger) throws {
        let mailbox = try Mailbox()
        self.mailbox = mailbox
        let listening = Announcement.allCases.map { "LISTEN \(Self.channel($0))" }.joined(separator: "; ")
        thread = try DedicatedThread(name: "dextra-pg-news") {
            let session = Session(server, settings: Self.settings, preparation: listening, random: random)
            while !mailbox.isClosed {
                do {
                    let connection = try session.connection(patience: nil, isGivenUp: { mailbox.isClosed })
                    try Self.carry(mailbox, hub, connection)
                } catch {
                    if !mailbox.isClosed { logger.debug("news from other nodes are interrupted: \(error)") }
                    // A server that refuses what it is asked is not to be asked in a circle.
                    mailbox.wait(beside: nil, atMost: .seconds(1))
                }
            }
            // The last words of a process that ends.
            if let connection = session.open { try? Self.send(mailbox.take(), on: connection) }
        }
    }

    deinit { mailbox.close() }

    /// Tells the other processes, soon.
    func send(_ topics: Set<Announcement>) { mailbox.put(topics) }

    func close() async {
        mailbox.close()
        await thread.finished()
    }

    /// Carries news in either direction until the mailbox is closed; throws when the connection is lost.
    private static func carry(_ mailbox: Mailbox, _ hub: AnnouncementHub, _ connection: PostgreSQLConnection) throws {
        var (lastRound, lastSent) = (Duration.zero, Duration.zero)
        while !mailbox.isClosed {
            let now = TimeSource.system.uptime()
            if now - lastRound >= longestSilence {
                lastRound = now
                for topic in Announcement.allCases { hub.publish(topic) }
            }
            let pause = lastSent + shortestSilence - now
            if pause <= .zero {
                let topics = mailbox.take()
                if !topics.isEmpty { lastSent = now }
                do { try send(topics, on: connection) } catch {
                    mailbox.put(topics)
                    throw error
                }
            }
            // Also those that arrived beside the answer just now.
            for (channel, backend) in try connection.notifications() where backend != connection.backend {
                for topic in Announcement.allCases where self.channel(topic) == channel { hub.publish(topic) }
            }
            mailbox.wait(beside: connection.socket, atMost: pause > .zero ? pause : longestSilence)
        }
    }

    private static func send(_ topics: Set<Announcement>, on connection: PostgreSQLConnection) throws {
        guard !topics.isEmpty else { return }
        try connection.script(topics.map { "NOTIFY \(channel($0))" }.joined(separator: "; "))
    }

    private static func channel(_ topic: Announcement) -> String { "dextra_\(topic.rawValue)" }
}

/// What waits to be told, and the bell that wakes who tells it.
private final class Mailbox: Sendable {
    private let topics = Mutex<Set<Announcement>>([])
    private let closing = ClosingFlag()
    private let bell: Int32

    init() throws {
        bell = dx_eventfd()
        guard bell >= 0 else { throw Failure.system(errno, "can't make an event descriptor") }
    }

    deinit { Glibc.close(bell) }

    var isClosed: Bool { closing.isSet }

    func put(_ new: Set<Announcement>) {
        topics.withLock { $0.formUnion(new) }
        dx_eventfd_signal(bell)
    }

    func take() -> Set<Announcement> {
        topics.withLock { topics in
            defer { topics = [] }
            return topics
        }
    }

    func close() {
        closing.set()
        dx_eventfd_signal(bell)
    }

    /// Returns when something was put in, something arrives on the socket, or a while has passed: a peer that is gone
    /// without a word shows at the next call.
    func wait(beside socket: Int32?, atMost limit: Duration) {
        // poll(2) passes over a descriptor below zero.
        var entries = [
            pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&entries, nfds_t(entries.count), Int32(limit.wholeMilliseconds) + 1)
        if entries[0].revents != 0 { dx_eventfd_drain(bell) }
    }
}
