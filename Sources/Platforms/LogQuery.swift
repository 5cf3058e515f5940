// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Which part of a release's output is wanted.
package struct LogQuery: Sendable, Hashable {
    /// The last so many of the lines that are there; all when nil. Not for a query that begins at a position.
    package var tail: Int?
    /// After the line with this ``LogLine/position``.
    package var start: Int64?
    /// Not earlier than this. A line whose time is unknown came with the one before it.
    package var since: Timestamp?
    /// Earlier than this.
    package var until: Timestamp?
    package var follow: Bool
    /// Only of this process, e.g. `web.2`, or of a kind, e.g. `mail`. A platform that can't merge the output of several
    /// processes gives that of the first one meant; nil means all, which is the first with traffic there.
    package var process: String?

    package init(
        tail: Int? = nil, start: Int64? = nil, since: Timestamp? = nil, until: Timestamp? = nil, follow: Bool = false,
        process: String? = nil
    ) {
        self.process = process
        self.tail = tail
        self.start = start
        self.since = since
        self.until = until
        self.follow = follow
    }
}

/// What a reader of a release's output meets.
package enum LogEntry: Sendable, Hashable {
    case line(LogLine)
    /// So many bytes that stood here are no longer kept.
    case skipped(bytes: Int64)
    /// Everything that was there is read; what follows is new.
    case current
}

/// Takes a release's output entry by entry; suspending holds the source back, throwing ends the reading.
package typealias LogEntryReceiver = @Sendable (LogEntry) async throws -> Void
