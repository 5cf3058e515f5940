// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage

/// Commits groups of writes, whatever happens to the connection: a write is neither lost nor done twice.
// Sendable because only the writer's thread touches it.
final class GroupCommit: @unchecked Sendable {
    typealias Member = PostgreSQLWriter.Member

    private let session: Session
    private let mark: CommitMark
    private let closing: ClosingFlag
    private let logger: Logger
    private let publish: @Sendable (Set<Announcement>) -> Void
    private var number = 0

    /// How often a group is begun whose transactions are lost before their commit.
    private static let attempts = 3
    /// Between two questions about a lost commit, in microseconds.
    private static let inquiryPause: UInt32 = 100_000

    /// A member failed, and there is no savepoint before it.
    private struct Spoilt: Error {}

    /// What a member is told after the commit.
    private struct Outcome {
        var tell: () -> Void
        var topics: Set<Announcement> = []
        var isUndone = false
    }

    init(
        _ session: Session, mark: CommitMark, closing: ClosingFlag, logger: Logger,
        publish: @escaping @Sendable (Set<Announcement>) -> Void
    ) {
        self.session = session
        self.mark = mark
        self.closing = closing
        self.logger = logger
        self.publish = publish
    }

    func commit(_ members: [Member]) {
        do {
            let outcomes = try insist(members)
            // Who has written may rely on everybody here having heard of it.
            let topics = outcomes.reduce(into: Set()) { $0.formUnion($1.topics) }
            if !topics.isEmpty { publish(topics) }
            for outcome in outcomes { outcome.tell() }
        } catch {
            // What one member did may have lost the transaction of all; a server that is away is nobody's fault.
            if members.count > 1, !Self.isOutage(error) {
                for member in members { commit([member]) }
            } else {
                for member in members { member.fail(error) }
            }
        }
    }

    /// Leaves nothing of this writer behind in the database.
    func end() {
        if let connection = session.open { try? connection.script(mark.removal) }
        session.drop()
    }

    /// Tries again when a transaction is lost, once it is sure that it was not committed.
    ///
    /// Members rarely fail, and a savepoint for each would cost as many round trips as their work: they get one only when
    /// one of them did fail.
    private func insist(_ members: [Member]) throws -> [Outcome] {
        var left = Self.attempts
        var isCareful = members.count == 1
        while true {
            let connection = try session.connection(isGivenUp: { closing.isSet })
            left -= 1
            number += 1
            var outcomes: [Outcome] = []
            do {
                try attempt(members, isCareful: isCareful, on: connection, &outcomes)
                return outcomes
            } catch is Spoilt {
                isCareful = true
            } catch {
                let isLost = connection.loss != nil
                if isLost, outcomes.count == members.count, try isCommitted(number) { return outcomes }
                guard isLost || Self.isTransient(error), left > 0 else { throw error }
                logger.warning("a transaction was lost and is run again: \(error)")
            }
        }
    }

    /// Runs the members in one transaction. `outcomes` has all of them from the moment the commit may have happened.
    private func attempt(
        _ members: [Member], isCareful: Bool, on connection: PostgreSQLConnection, _ outcomes: inout [Outcome]
    ) throws {
        var isOver = false
        // Also of one that could only be begun: a lock that was not given in time leaves it open and good for nothing.
        defer { if !isOver, connection.loss == nil, connection.isInTransaction { try? connection.script("ROLLBACK") } }
        try connection.script(mark.begin(number))
        var done: [Outcome] = []
        let hasSavepoints = isCareful && members.count > 1
        for member in members {
            let outcome = try run(member, hasSavepoint: hasSavepoints, on: connection)
            guard isCareful || !outcome.isUndone else { throw Spoilt() }
            done.append(outcome)
        }
        outcomes = done
        // Alone and undone: there is nothing to commit.
        if done.count == 1, done[0].isUndone { return }
        try connection.script("COMMIT")
        isOver = true
    }

    /// Runs one member, in a savepoint or not; throws when the whole transaction is lost.
    private func run(_ member: Member, hasSavepoint: Bool, on connection: PostgreSQLConnection) throws -> Outcome {
        if hasSavepoint { try connection.script("SAVEPOINT member") }
        let transaction = WriteTransaction(on: connection)
        do {
            let succeed = try member.attempt(transaction)
            // The closure may have swallowed an error after which the server takes nothing any more.
            if let failure = transaction.failure { throw failure }
            guard connection.isInTransaction else {
                throw Failure(.databaseFailed, "a write ended the transaction that it was given")
            }
            if hasSavepoint { try connection.script("RELEASE member") }
            return Outcome(
                tell: {
                    for action in transaction.actions { action() }
                    succeed()
                }, topics: transaction.topics)
        } catch {
            if let loss = connection.loss { throw loss }
            guard !Self.isTransient(error) else { throw error }
            if hasSavepoint { try connection.script("ROLLBACK TO member; RELEASE member") }
            return Outcome(tell: { member.fail(error) }, isUndone: true)
        }
    }

    /// Whether the transaction of a number was committed, though nobody could say so. Asks until it knows, or until the
    /// database is being closed: then the answer is `database_unavailable`.
    private func isCommitted(_ number: Int) throws -> Bool {
        logger.warning("the answer to a commit was lost; asking what became of it")
        while true {
            do {
                let connection = try session.connection(patience: nil, isGivenUp: { closing.isSet })
                let last = try connection.scriptValue(mark.inquiry)
                try connection.script("ROLLBACK")
                return last == String(number)
            } catch {
                // Still held by what is left of the old session, gone again, or not let in for now.
                try? session.open?.script("ROLLBACK")
                if closing.isSet { throw error }
                usleep(Self.inquiryPause)
            }
        }
    }

    /// Whether running the transaction again may well succeed.
    private static func isTransient(_ error: any Error) -> Bool {
        guard let failure = error as? Failure else { return false }
        return failure.isStalePlan || failure.isSerializationFailure
    }

    private static func isOutage(_ error: any Error) -> Bool {
        guard let failure = error as? Failure else { return false }
        return failure.code == .databaseUnavailable || failure.code == .databaseBusy
    }
}
