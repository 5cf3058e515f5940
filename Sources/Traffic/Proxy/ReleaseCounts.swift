// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a release has answered, as far as the proxy has seen it.
package struct ReleaseCounts: Sendable, Hashable {
    package var release: Int
    /// Answers, and attempts at which no process of the release answered.
    package var requests: Int
    /// Answers with 500 or above, connections refused or not made in time, and answers that never came. A process
    /// that refuses counts here though another one, or another release, answered the request in the end.
    package var failures: Int
    /// The mean time from the request to the end of its answer, over the latest 1,024 requests of each process; nil
    /// before the first. In whole milliseconds.
    package var latency: Duration?

    package init(release: Int, requests: Int = 0, failures: Int = 0, latency: Duration? = nil) {
        self.release = release
        self.requests = requests
        self.failures = failures
        self.latency = latency
    }
}

/// The same for one server in one worker, from `show stat` (management guide, 9.1).
struct ServerCounts: Sendable, Hashable {
    /// How many of the latest requests ``milliseconds`` is the mean of, at most.
    static let window = 1024

    var requests: Int
    var failures: Int
    /// `ttime`: without the time that a kept connection was idle.
    var milliseconds: Int

    /// By backend and server; lines that are no server of ours, or lack a number, are skipped.
    static func parse(_ answer: String) -> [String: [ServerName: ServerCounts]] {
        var counts: [String: [ServerName: ServerCounts]] = [:]
        for row in StatTable(answer).rows {
            guard let backend = row["pxname"], let name = row["svname"].flatMap({ ServerName(rawValue: String($0)) }),
                let answered = row.number("req_tot"), let bad = row.number("hrsp_5xx"),
                let refused = row.number("econ"), let broken = row.number("eresp"), let passed = row.number("wredis")
            else { continue }
            // req_tot counts answers; a retry with the same process (wretr) is part of what comes of it in the end.
            let unanswered = refused + broken + passed
            counts[String(backend), default: [:]][name] = ServerCounts(
                requests: answered + unanswered, failures: bad + unanswered, milliseconds: row.number("ttime") ?? 0)
        }
        return counts
    }
}
