// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Processes

/// Which part of a container's log is read.
package struct LogQuery: Sendable {
    /// What happens at the end of what is there.
    package enum Follow: Sendable, Hashable {
        case no
        /// Goes on until the container ends.
        case untilEnd
        /// Goes on when the container, or the engine, is started again; ends when the container is removed.
        case acrossRestarts
    }

    package var follow = Follow.no
    package var streams: Set<OutputChunk.Stream> = [.stdout, .stderr]
    /// The earliest record.
    package var since: EngineMoment?
    /// How many of the last records of both streams together, before following; nil for all.
    package var tail: Int?

    package init(follow: Follow = .no, since: EngineMoment? = nil, tail: Int? = nil) {
        self.follow = follow
        self.since = since
        self.tail = tail
    }
}

/// One record of a container's log.
package struct LogLine: Sendable, Hashable {
    package var stream: OutputChunk.Stream
    /// When the engine took it; nil where it does not say.
    package var moment: EngineMoment?
    /// Without its line feed.
    package var bytes: [UInt8]
    /// The line goes on in the next record of its stream: engines cut at 16 kB.
    package var isCut: Bool

    /// The bytes as UTF-8, with U+FFFD for what isn't.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
