// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Who may write a run: at most one engine at a time, told apart by the generation of its lease.
package struct RunLease: Sendable, Hashable {
    package let runID: RunID
    /// Fencing token: grows with every change of hands; a write with an old one changes nothing.
    package let generation: Int64
}

/// A run kind and the newest version of it that an engine can carry out.
package struct RunKind: Sendable, Hashable {
    package let name: String
    package let version: Int

    package init(name: String, version: Int) {
        self.name = name
        self.version = version
    }
}

extension RunStore {
    /// Runs a worker may take now, in the order of their submission: the oldest open run of each subject, when nobody
    /// holds it, it does not wait for a person or a later moment, and it is not bound to another node.
    package func claimable(
        _ kinds: [RunKind], node: String, now: Timestamp, limit: Int, on connection: any ReadConnection
    ) throws -> [RunID] {
        guard !kinds.isEmpty, limit > 0 else { return [] }
        let known = Array(repeating: "(r.kind = ? AND r.kind_version <= ?)", count: kinds.count)
        let rows = try connection.rows(
            """
            SELECT r.id FROM runs r
            WHERE r.finished_at IS NULL
              AND (r.lease_owner IS NULL OR r.lease_expires_at <= \(self.now(connection)))
              AND (r.state <> 'waiting' OR r.wake_at <= ?)
              AND (r.node IS NULL OR r.node = ?)
              AND (\(known.joined(separator: " OR ")))
              AND NOT EXISTS (
                SELECT 1 FROM runs e
                WHERE e.finished_at IS NULL AND e.subject = r.subject AND e.sequence < r.sequence)
            ORDER BY r.sequence LIMIT ?
            """,
            [.time(now), .text(node)] + kinds.flatMap { [.text($0.name), .integer($0.version)] } + [.integer(limit)])
        return try rows.map { try $0.id("id") }
    }

    /// Open runs that an engine will not take, because it does not know their kind or they are bound to another node.
    package func unclaimable(
        _ kinds: [RunKind], node: String, on connection: any ReadConnection
    ) throws -> [(id: RunID, kind: String, version: Int, node: String?)] {
        let unknown = Array(repeating: "NOT (kind = ? AND kind_version <= ?)", count: kinds.count)
        let foreign = ["1 = 1"] + unknown
        let rows = try connection.rows(
            """
            SELECT id, kind, kind_version, node FROM runs
            WHERE finished_at IS NULL AND (node <> ? OR (\(foreign.joined(separator: " AND "))))
            ORDER BY sequence LIMIT 100
            """,
            [.text(node)] + kinds.flatMap { [.text($0.name), .integer($0.version)] })
        return try rows.map {
            (try $0.id("id"), try $0.text("kind"), Int(try $0.integer("kind_version")), try $0.optionalText("node"))
        }
    }

    /// The open runs that somebody wants cancelled.
    package func cancelRequested(on connection: any ReadConnection) throws -> [RunID] {
        try connection.rows("SELECT id FROM runs WHERE finished_at IS NULL AND cancel_requested = 1")
            .map { try $0.id("id") }
    }

    /// The next moment at which a waiting run becomes claimable.
    package func nextWake(on connection: any ReadConnection) throws -> Timestamp? {
        try connection.row("SELECT MIN(wake_at) AS wake FROM runs WHERE finished_at IS NULL AND wake_at IS NOT NULL")?
            .optionalTime("wake")
    }

    /// Takes a run that nobody holds; nil when somebody was faster. With `bind` the run stays on this node for good.
    package func acquire(
        _ id: RunID, owner: String, bind: Bool, lasting: Duration, on connection: any WriteConnection
    ) throws -> RunLease? {
        let changed = try connection.execute(
            """
            UPDATE runs SET lease_owner = ?, lease_generation = lease_generation + 1,
                lease_expires_at = \(self.now(connection)) + ?, node = COALESCE(node, ?)
            WHERE id = ? AND finished_at IS NULL
              AND (lease_owner IS NULL OR lease_expires_at <= \(self.now(connection)))
            """,
            [.text(owner), .integer(lasting.wholeMilliseconds), bind ? .text(owner) : .null, .id(id)])
        guard changed == 1,
            let row = try connection.row("SELECT lease_generation FROM runs WHERE id = ?", [.id(id)])
        else { return nil }
        return RunLease(runID: id, generation: try row.integer("lease_generation"))
    }

    /// Extends a lease and tells whether cancellation was asked for; throws `lease_lost` when it is not ours any more.
    @discardableResult
    package func renew(
        _ lease: RunLease, lasting: Duration, on connection: any WriteConnection
    ) throws -> CancellationRequest? {
        let changed = try connection.execute(
            """
            UPDATE runs SET lease_expires_at = \(self.now(connection)) + ?
            WHERE id = ? AND lease_generation = ? AND lease_owner IS NOT NULL
            """,
            [.integer(lasting.wholeMilliseconds), .id(lease.runID), .integer(lease.generation)])
        guard changed == 1,
            let row = try connection.row(
                "SELECT cancel_requested, superseded_by FROM runs WHERE id = ?", [.id(lease.runID)])
        else { throw lost(lease) }
        guard try row.flag("cancel_requested") else { return nil }
        return CancellationRequest(supersededBy: try row.optionalID("superseded_by"))
    }

    /// Gives a run back; does nothing when it is not ours any more.
    package func release(_ lease: RunLease, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            UPDATE runs SET lease_owner = NULL, lease_expires_at = NULL WHERE id = ? AND lease_generation = ?
            """,
            [.id(lease.runID), .integer(lease.generation)])
    }

    /// Gives back whatever an earlier process of this node still held, and fences that process off.
    @discardableResult
    package func releaseAll(of owner: String, on connection: any WriteConnection) throws -> Int {
        try connection.execute(
            """
            UPDATE runs SET lease_owner = NULL, lease_expires_at = NULL, lease_generation = lease_generation + 1
            WHERE finished_at IS NULL AND lease_owner = ?
            """, [.text(owner)])
    }

    /// The open runs that only a node can carry out.
    package func bound(to node: String, on connection: any ReadConnection) throws -> [RunID] {
        try connection.rows(
            "SELECT id FROM runs WHERE finished_at IS NULL AND node = ? ORDER BY sequence", [.text(node)]
        ).map { try $0.id("id") }
    }

    /// Gives every open run that is bound to a node to this one: that of a store which only it can have.
    package func bindAll(to node: String, on connection: any WriteConnection) throws {
        try connection.execute(
            "UPDATE runs SET node = ?, lease_owner = NULL WHERE finished_at IS NULL AND node <> ?",
            [.text(node), .text(node)])
    }

    /// Writes what changed between two states of a run under its lease; throws `lease_lost` when it is not ours.
    ///
    /// Without a lease the run must be one that nobody is working on, or the change must be one that workers look for.
    package func save(
        _ new: RunJournal, replacing old: RunJournal, under lease: RunLease?, on connection: any WriteConnection
    ) throws {
        let run = new.run
        let changed = try connection.execute(
            """
            UPDATE runs SET state = ?, progress = ?, started_at = ?, finished_at = ?, output = ?, failure = ?,
                question = ?, wake_at = ?, cancel_requested = ?, superseded_by = ?
            WHERE id = ? \(lease == nil ? "" : "AND lease_generation = ?")
            """,
            [
                .text(run.state.rawValue), .real(run.progress), .time(run.startedAt), .time(run.finishedAt),
                try .json(run.output), try .json(run.failure), try .json(run.question), .time(new.wakeAt),
                .integer(new.isCancelRequested ? 1 : 0), .id(new.supersededBy), .id(run.id),
            ] + (lease.map { [.integer($0.generation)] } ?? []))
        guard changed == 1 else {
            guard let lease else { throw Failure(.notFound, "there is no run \(run.id)") }
            throw lost(lease)
        }
        for (position, step) in run.steps.enumerated()
        where step != old.run.steps[position] || new.marks[position] != old.marks[position] {
            try connection.execute(
                """
                UPDATE steps SET state = ?, attempt = ?, started_at = ?, finished_at = ?, output = ?, failure = ?,
                    failures = ?, undone = ?
                WHERE run_id = ? AND position = ?
                """,
                [
                    .text(step.state.rawValue), .integer(step.attempt), .time(step.startedAt),
                    .time(step.finishedAt), try .json(step.output), try .json(step.failure),
                    .integer(new.marks[position].failures), .integer(new.marks[position].isUndone ? 1 : 0),
                    .id(run.id), .integer(position),
                ])
        }
    }

    private func lost(_ lease: RunLease) -> Failure {
        Failure(
            .leaseLost, "run \(lease.runID) is no longer held by lease \(lease.generation)",
            hint: "another engine has taken the run over; nothing needs to be done")
    }
}

/// A durable wish that a run should end.
package struct CancellationRequest: Sendable, Hashable {
    /// The newer run that takes its place.
    package var supersededBy: RunID?

    package init(supersededBy: RunID? = nil) { self.supersededBy = supersededBy }
}

extension FailureCode {
    /// Another engine took the run over; the work here stops without writing.
    package static let leaseLost = FailureCode("lease_lost", .conflict)
}
