// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One line of what a service wrote.
package struct ServiceLogLine: Sendable, Hashable {
    /// Without its line end.
    package var bytes: [UInt8]
    /// When it came; nil in a log of an earlier version.
    package var at: Timestamp?
    /// Where the log goes on after this line: bytes of the whole log since its beginning. It stays true however often the
    /// log is rotated; nil in a log of an earlier version.
    package var end: Int64?

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// What a reader of a service's log meets.
package enum ServiceLogEntry: Sendable, Hashable {
    case line(ServiceLogLine)
    /// So many bytes that stood here were deleted before they were read.
    case skipped(bytes: Int64)
    /// Everything that was there is read; what follows is new.
    case current
}

/// Pieces of a log's files to lines, whatever the pieces' borders.
struct ServiceLogParser {
    /// A line longer than this is cut into several.
    static let longest = 16 << 10
    private static let stampLength = 14

    private var rest: [UInt8] = []
    /// Of the first byte of the rest.
    private var position: Int64?

    mutating func consume(_ piece: LogFiles.Piece) -> [ServiceLogLine] {
        var lines: [ServiceLogLine] = []
        // What a gap or another form of file follows can't be gone on with.
        if !rest.isEmpty, piece.skipped > 0 || (position == nil) != (piece.position == nil), let line = finish() {
            lines.append(line)
        }
        if rest.isEmpty { position = piece.position }
        var bytes = piece.bytes[...]
        while !bytes.isEmpty {
            let room = Self.longest + Self.stampLength - rest.count
            let window = bytes.prefix(max(room, 1))
            if let end = window.firstIndex(of: UInt8(ascii: "\n")) {
                rest += bytes[..<end]
                bytes = bytes[(end + 1)...]
                lines.append(take(ended: true))
            } else if window.count < bytes.count {
                rest += window
                bytes = bytes[window.endIndex...]
                lines.append(take(ended: false))
            } else {
                rest += bytes
                bytes = []
            }
        }
        return lines
    }

    /// What has no line end yet.
    mutating func finish() -> ServiceLogLine? { rest.isEmpty ? nil : take(ended: false) }

    private mutating func take(ended: Bool) -> ServiceLogLine {
        let end = position.map { $0 + Int64(rest.count) + (ended ? 1 : 0) }
        var bytes = rest[...]
        let at = position == nil ? nil : Self.stamp(bytes)
        if at != nil { bytes = bytes.dropFirst(Self.stampLength) }
        if ended, bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        rest.removeAll(keepingCapacity: true)
        position = end
        return ServiceLogLine(bytes: Array(bytes), at: at, end: end)
    }

    /// nil for the later part of a line that was cut.
    private static func stamp(_ bytes: ArraySlice<UInt8>) -> Timestamp? {
        let stamp = bytes.prefix(stampLength)
        guard stamp.count == stampLength, stamp.last == UInt8(ascii: " ") else { return nil }
        var milliseconds: Int64 = 0
        for byte in stamp.dropLast() {
            guard (0x30...0x39).contains(byte) else { return nil }
            milliseconds = milliseconds * 10 + Int64(byte - 0x30)
        }
        return Timestamp(millisecondsSinceEpoch: milliseconds)
    }
}
