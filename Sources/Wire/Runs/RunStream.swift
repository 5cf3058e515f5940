// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The event names of `GET /v1/runs/{id}/events` that are not entries of the event log, whose types all have a dot. There
/// may be more of them one day: who reads the stream skips what it does not know.
package enum RunStream {
    /// Log text of a step; data is a ``LogPiece``. It stands where its text was stored among the other events. Several
    /// pieces may belong to one entry of the event log: only the last of them carries the cursor, so a stream that
    /// breaks between them is taken up at the first, and a reader tells the pieces it has by their offset.
    package static let log = "log"
    /// The run is terminal and the stream over; data is the `Run`.
    package static let end = "end"

    /// Text a step wrote.
    package struct LogPiece: Sendable, Hashable, Codable {
        package var step: String
        /// `stdout`, `stderr`, or `system` for the product's own lines.
        package var stream: String
        /// Bytes of the run's log, of all its steps together, before this piece.
        package var offset: Int64
        package var text: String

        package init(step: String, stream: String, offset: Int64, text: String) {
            self.step = step
            self.stream = stream
            self.offset = offset
            self.text = text
        }
    }
}
