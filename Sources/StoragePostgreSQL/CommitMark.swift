// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

/// How a writer finds out what became of a commit whose answer was lost with the connection: each of its transactions
/// also raises a number in a row of its own.
///
/// The transaction's own number (`pg_xact_status`) would not do: after a crash the server may give it to another
/// transaction. Reading the row under the lock that every write takes waits for whatever is left of the old session.
struct CommitMark: Sendable {
    /// Names the writer, for as long as its process lives.
    let writer: String

    /// Any fixed number that nobody else takes: the first letters of "dextra", and a version.
    private static let lock: Int64 = 0x6465_7874_7261_0001

    /// What makes the table, once for all writers; two may do it at once.
    static let table = """
        BEGIN; SELECT pg_advisory_xact_lock(\(lock));
        CREATE TABLE IF NOT EXISTS commit_marks (
            writer TEXT PRIMARY KEY, number BIGINT NOT NULL, written_at TIMESTAMPTZ NOT NULL);
        DELETE FROM commit_marks WHERE written_at < now() - INTERVAL '90 days';
        COMMIT
        """

    var removal: String { "DELETE FROM commit_marks WHERE writer = '\(writer)'" }

    /// Begins a transaction of every writer's, one after another, with the given number.
    ///
    /// The isolation is named because a database may have another default, whose snapshot would be older than the lock.
    /// The row is made whenever it is not there: were it gone, a commit would count as none and be done twice.
    func begin(_ number: Int) -> String {
        """
        BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT pg_advisory_xact_lock(\(Self.lock));
        INSERT INTO commit_marks (writer, number, written_at) VALUES ('\(writer)', \(number), now())
        ON CONFLICT (writer) DO UPDATE SET number = excluded.number, written_at = excluded.written_at
        """
    }

    /// Gives the number of the last transaction that was committed, once none of this writer's is under way any more.
    var inquiry: String {
        "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(\(Self.lock)); "
            + "SELECT number FROM commit_marks WHERE writer = '\(writer)'"
    }
}
