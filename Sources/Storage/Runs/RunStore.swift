// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// Runs and their steps, in the tables `runs` and `steps`.
///
/// Methods work on the connection they are given, so that they share a transaction with whatever else must be true.
/// A run is *open* until it is terminal: every query of the engine goes through an index on open runs alone, so its
/// cost does not grow with the history. Leases are in `RunStore+Leases.swift`.
package struct RunStore: Sendable {
    private let clock: DatabaseClock?

    /// `clock` stands in for the database's own.
    package init(clock: DatabaseClock? = nil) { self.clock = clock }

    /// The time by which leases expire, as SQL.
    func now(_ connection: any ReadConnection) -> String { (clock ?? connection.clock).expression }

    /// Records a new run behind every earlier one of its subject. A taken idempotency key violates a constraint.
    package func insert(_ run: Run, idempotencyKey: String? = nil, on connection: any WriteConnection) throws {
        let sequence = try Counter.runs.next(on: connection)
        try connection.execute(
            """
            INSERT INTO runs (id, short_id, sequence, kind, kind_version, subject, project_id, input, state, progress,
                created_at, started_at, finished_at, output, failure, question, idempotency_key,
                node, actor)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .id(run.id), .text(run.id.short), .integer(sequence), .text(run.kind), .integer(run.kindVersion),
                .text(run.subject), .id(run.projectID), try .json(run.input), .text(run.state.rawValue),
                .real(run.progress), .time(run.createdAt), .time(run.startedAt), .time(run.finishedAt),
                try .json(run.output), try .json(run.failure), try .json(run.question), .optional(idempotencyKey),
                .optional(run.node), .optional(run.actor),
            ])
        for (position, step) in run.steps.enumerated() {
            try connection.execute(
                """
                INSERT INTO steps (run_id, position, name, effect, state, attempt, weight, started_at, finished_at,
                    output, failure, failures, undone)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
                """,
                [
                    .id(run.id), .integer(position), .text(step.name), .text(step.effect.rawValue),
                    .text(step.state.rawValue), .integer(step.attempt), .real(step.weight), .time(step.startedAt),
                    .time(step.finishedAt), try .json(step.output), try .json(step.failure),
                ])
        }
    }

    package func find(_ id: RunID, on connection: any ReadConnection) throws -> Run? {
        try journal(of: id, on: connection)?.run
    }

    /// The runs whose ID ends in the given text of 8 characters or more; none for shorter text. Newest first, at most 10.
    package func find(endingIn suffix: String, on connection: any ReadConnection) throws -> [Run] {
        guard suffix.utf8.count >= 8 else { return [] }
        let text = suffix.lowercased()
        let rows = try connection.rows(
            "SELECT id FROM runs WHERE short_id = ? ORDER BY sequence DESC LIMIT 10", [.text(String(text.suffix(8)))])
        return try rows.filter { try $0.text("id").hasSuffix(text) }
            .compactMap { try find($0.id("id"), on: connection) }
    }

    /// The run that was submitted under an idempotency key.
    package func find(idempotencyKey: String, on connection: any ReadConnection) throws -> Run? {
        let row = try connection.row("SELECT id FROM runs WHERE idempotency_key = ?", [.text(idempotencyKey)])
        return try row.flatMap { try find($0.id("id"), on: connection) }
    }

    /// One page of runs, newest first, each with those of its steps that tell how it stands: which run or failed. The
    /// others with all they put out are many times as much as the rest of a run.
    package func list(_ filter: RunFilter, on connection: any ReadConnection) throws -> [Run] {
        let query = Self.query(for: filter)
        let rows = try connection.rows(query.statement, query.parameters)
        // The machine promises that no step of a run that succeeded runs or has failed: those of most runs need not be read.
        let unsure = try rows.filter { try $0.choice("state", as: RunState.self) != .succeeded }
        let steps = try steps(
            of: unsure, where: "state IN ('running', 'failed', 'compensation_failed')", on: connection)
        return try rows.map { row in
            try Run(row: row, steps: try steps[try row.text("id"), default: []].map(StepRecord.init(row:)))
        }
    }

    /// The statement behind ``list(_:on:)``: it must find its page by an index, whatever is asked for.
    package static func query(for filter: RunFilter) -> (statement: String, parameters: [SQLValue]) {
        var conditions: [String] = []
        var parameters: [SQLValue] = []
        func require(_ condition: String, _ value: SQLValue?) {
            guard let value else { return }
            conditions.append(condition)
            parameters.append(value)
        }
        require("subject = ?", filter.subject.map(SQLValue.text))
        require("project_id = ?", filter.projectID.map(SQLValue.id))
        if let among = filter.among {
            conditions.append(
                among.isEmpty ? "1 = 0" : "project_id IN (\(among.map { _ in "?" }.joined(separator: ", ")))")
            parameters += among.map(SQLValue.id)
        }
        require("kind = ?", filter.kind.map(SQLValue.text))
        require("state = ?", (filter.state?.rawValue).map(SQLValue.text))
        if let before = filter.before {
            // One that was removed since leaves its place to the newest that was made before it.
            conditions.append(
                """
                sequence < COALESCE((SELECT sequence FROM runs WHERE id = ?),
                    (SELECT MAX(sequence) + 1 FROM runs WHERE id < ?))
                """)
            parameters += [.id(before), .id(before)]
        }
        parameters.append(.integer(min(max(filter.limit, 1), 1001)))
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") + " "
        return ("SELECT * FROM runs \(condition)ORDER BY sequence DESC LIMIT ?", parameters)
    }

    /// The open runs of a subject, oldest first.
    package func open(subject: String, on connection: any ReadConnection) throws -> [RunJournal] {
        let rows = try connection.rows(
            "SELECT * FROM runs WHERE finished_at IS NULL AND subject = ? ORDER BY sequence", [.text(subject)])
        return try journals(rows, on: connection)
    }

    /// How many runs were ever recorded and not deleted.
    package func count(on connection: any ReadConnection) throws -> Int {
        Int(try connection.row("SELECT COUNT(*) AS runs FROM runs")?.integer("runs") ?? 0)
    }

    /// The run as the engine needs it; nil when there is none.
    package func journal(of id: RunID, on connection: any ReadConnection) throws -> RunJournal? {
        try journals(try connection.rows("SELECT * FROM runs WHERE id = ?", [.id(id)]), on: connection).first
    }

    private func journals(_ rows: [Row], on connection: any ReadConnection) throws -> [RunJournal] {
        let steps = try steps(of: rows, on: connection)
        return try rows.map { row in
            let steps = steps[try row.text("id")] ?? []
            return RunJournal(
                run: try Run(row: row, steps: try steps.map(StepRecord.init(row:))),
                marks: try steps.map(StepMark.init(row:)), wakeAt: try row.optionalTime("wake_at"),
                isCancelRequested: try row.flag("cancel_requested"),
                supersededBy: try row.optionalID("superseded_by"))
        }
    }

    /// Runs that are asked for at once.
    private static let groupSize = 32

    /// Parameters in groups. One that is not full repeats its last, so that there are two statements, not one for each
    /// number of runs.
    static func groups(of runs: [String]) -> [[SQLValue]] {
        stride(from: 0, to: runs.count, by: groupSize).map { start in
            let group = runs[start..<min(start + groupSize, runs.count)].map(SQLValue.text)
            guard runs.count > 1 else { return group }
            return group + Array(repeating: group[group.count - 1], count: groupSize - group.count)
        }
    }

    /// The steps of runs that meet a condition, by the run's ID.
    private func steps(
        of runs: [Row], where condition: String = "1 = 1", on connection: any ReadConnection
    ) throws -> [String: [Row]] {
        var steps: [String: [Row]] = [:]
        for group in Self.groups(of: try runs.map { try $0.text("id") }) {
            let marks = Array(repeating: "?", count: group.count).joined(separator: ", ")
            let rows = try connection.rows(
                "SELECT * FROM steps WHERE run_id IN (\(marks)) AND \(condition) ORDER BY run_id, position", group)
            for row in rows { steps[try row.text("run_id"), default: []].append(row) }
        }
        return steps
    }
}
