// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// One piece of a run's log, as it was written: valid UTF-8, at most 64 KB.
package struct LogChunk: Sendable, Hashable {
    package var runID: RunID
    package var step: String
    package var stream: LogStream
    /// How many bytes of the run's log come before it, over all steps.
    package var offset: Int64
    package var at: Timestamp
    package var bytes: [UInt8]

    package init(runID: RunID, step: String, stream: LogStream, offset: Int64, at: Timestamp, bytes: [UInt8]) {
        self.runID = runID
        self.step = step
        self.stream = stream
        self.offset = offset
        self.at = at
        self.bytes = bytes
    }

    /// Where the next chunk begins.
    package var end: Int64 { offset + Int64(bytes.count) }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Who wrote a piece of log.
package enum LogStream: String, Sendable, Hashable, Codable, CaseIterable {
    case output = "stdout"
    case error = "stderr"
    /// Dextra's own words.
    case system
}

/// The log text of runs, in the table `log_chunks`, beside the events that announce it.
package struct LogChunkStore: Sendable {
    package init() {}

    /// Stores a chunk; one already stored at the same offset is kept.
    package func insert(_ chunk: LogChunk, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO log_chunks (run_id, start, length, step, stream, at, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run_id, start) DO NOTHING
            """,
            [
                .id(chunk.runID), .integer(chunk.offset), .integer(chunk.bytes.count), .text(chunk.step),
                .text(chunk.stream.rawValue), .time(chunk.at), .bytes(chunk.bytes),
            ])
    }

    /// Up to `limit` chunks that begin at an offset or later and before an end, in order.
    package func chunks(
        of runID: RunID, from offset: Int64 = 0, before end: Int64 = .max, step: String? = nil, limit: Int = 64,
        on connection: any ReadConnection
    ) throws -> [LogChunk] {
        let rows = try connection.rows(
            "SELECT * FROM log_chunks WHERE run_id = ? AND start >= ? AND start < ? "
                + "\(step == nil ? "" : "AND step = ?") ORDER BY start LIMIT ?",
            [.id(runID), .integer(offset), .integer(end)] + (step.map { [.text($0)] } ?? [])
                + [.integer(min(max(limit, 1), 1000))])
        return try rows.map(LogChunk.init(row:))
    }

    /// The last chunks of a run (or of one step), in order: at most `limit`.
    package func tail(
        of runID: RunID, step: String? = nil, limit: Int = 16, on connection: any ReadConnection
    ) throws -> [LogChunk] {
        let rows = try connection.rows(
            "SELECT * FROM log_chunks WHERE run_id = ? \(step == nil ? "" : "AND step = ?") "
                + "ORDER BY start DESC LIMIT ?",
            [.id(runID)] + (step.map { [.text($0)] } ?? []) + [.integer(min(max(limit, 1), 1000))])
        return try rows.map(LogChunk.init(row:)).reversed()
    }

    /// How many bytes the log of a run holds: where its next chunk begins.
    package func end(of runID: RunID, on connection: any ReadConnection) throws -> Int64 {
        try connection.row(
            "SELECT start + length AS stop FROM log_chunks WHERE run_id = ? ORDER BY start DESC LIMIT 1",
            [.id(runID)])?.integer("stop") ?? 0
    }

    /// The finished runs whose log the limits leave no place for, newest first. Runs of no project count together.
    ///
    /// `project` asks for those of one project alone, `leaving` are runs that count as if they were gone. Costs as much as
    /// there are runs with a log, however many runs and chunks there are.
    package func surplus(
        _ limits: LogLimits, project wanted: ProjectID? = nil, without leaving: Set<RunID> = [],
        on connection: any ReadConnection
    ) throws -> [SurplusLog] {
        let rows = try connection.rows(
            """
            WITH RECURSIVE held (run_id) AS (
                SELECT MIN(run_id) FROM log_chunks
                UNION ALL
                SELECT (SELECT MIN(run_id) FROM log_chunks WHERE run_id > held.run_id)
                FROM held WHERE held.run_id IS NOT NULL
            )
            SELECT runs.id, runs.project_id, runs.finished_at FROM held JOIN runs ON runs.id = held.run_id
            ORDER BY runs.sequence DESC
            """)
        var counts: [ProjectID?: Int] = [:]
        var total: Int64 = 0
        var surplus: [SurplusLog] = []
        for row in rows {
            let project: ProjectID? = try row.optionalID("project_id")
            let id: RunID = try row.id("id")
            guard !leaving.contains(id) else { continue }
            let size = try end(of: id, on: connection)
            counts[project, default: 0] += 1
            total += size
            guard wanted == nil || project == wanted, let finished = try row.optionalTime("finished_at"),
                let bound = limits.passed(count: counts[project, default: 0], bytes: total, finished: finished)
            else { continue }
            surplus.append(SurplusLog(id: id, size: size, bound: bound))
        }
        return surplus
    }

    /// Removes the log of a run, or its first `limit` chunks; returns how many went.
    @discardableResult
    package func delete(runID: RunID, limit: Int = .max, on connection: any WriteConnection) throws -> Int {
        try connection.execute(
            """
            DELETE FROM log_chunks WHERE run_id = ? AND start IN
                (SELECT start FROM log_chunks WHERE run_id = ? ORDER BY start LIMIT ?)
            """, [.id(runID), .id(runID), .integer(limit)])
    }
}

extension LogChunk {
    fileprivate init(row: Row) throws {
        self.init(
            runID: try row.id("run_id"), step: try row.text("step"), stream: try row.choice("stream"),
            offset: try row.integer("start"), at: try row.time("at"), bytes: try row.bytes("bytes"))
    }
}
