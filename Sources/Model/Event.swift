// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One thing that happened, in the one ordered, durable log.
package struct Event: Sendable, Hashable, Codable {
    /// Place in the log; a reader that has seen n asks for what comes after n.
    package var cursor: Int64
    package var at: Timestamp
    /// What happened, e.g. `run.step_started`, `release.activated`.
    package var type: String
    /// What it happened to, e.g. `project/<id>`.
    package var subject: String
    package var runID: RunID?
    /// Small: log text is stored beside events, never in them.
    package var data: JSONValue

    package init(cursor: Int64, at: Timestamp, type: String, subject: String, runID: RunID?, data: JSONValue) {
        self.cursor = cursor
        self.at = at
        self.type = type
        self.subject = subject
        self.runID = runID
        self.data = data
    }

    private enum CodingKeys: String, CodingKey {
        case cursor, at, type, subject
        case runID = "run_id"
        case data
    }
}
