// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Processes

/// The bytes of a container's log to its records, each with the time before it: a pure machine.
struct LogReader {
    /// A record may be no longer; engines cut at 16 kB, so what is longer is no record.
    private static let longest = 1 << 20

    /// Records up to here were given before: the last moment, and how many records had it.
    struct Position: Sendable, Hashable {
        var moment: EngineMoment
        var count: Int
    }

    private let hasTerminal: Bool
    private var demultiplexer = OutputDemultiplexer()
    private var partial: [OutputChunk.Stream: [UInt8]] = [:]
    private var seen: Position?
    private(set) var position: Position?

    /// - hasTerminal: the log has no frames and is all output.
    /// - after: what was given before is left out, when the engine sends it again.
    init(hasTerminal: Bool, after position: Position? = nil) {
        self.hasTerminal = hasTerminal
        self.position = position
        seen = position
    }

    mutating func consume(_ bytes: [UInt8]) throws -> [LogLine] {
        guard !hasTerminal else { return try lines(bytes) }
        var lines: [LogLine] = []
        for piece in try demultiplexer.consume(bytes) {
            partial[piece.stream, default: []] += piece.bytes
            guard partial[piece.stream, default: []].count <= Self.longest else { throw tooLong() }
            if piece.endsFrame, let line = record(partial.removeValue(forKey: piece.stream) ?? [], piece.stream) {
                lines.append(line)
            }
        }
        return lines
    }

    /// What the end of the stream completes: a terminal's last line may have no line feed.
    mutating func finish() -> [LogLine] {
        guard hasTerminal, let rest = partial.removeValue(forKey: .stdout), !rest.isEmpty else { return [] }
        return record(rest, .stdout).map { [$0] } ?? []
    }

    private mutating func lines(_ bytes: [UInt8]) throws -> [LogLine] {
        let all = (partial.removeValue(forKey: .stdout) ?? []) + bytes
        var rest = all[...]
        var lines: [LogLine] = []
        while let end = rest.firstIndex(of: 0x0A) {
            if let line = record(Array(rest[...end]), .stdout) { lines.append(line) }
            rest = rest[(end + 1)...]
        }
        guard rest.count <= Self.longest else { throw tooLong() }
        if !rest.isEmpty { partial[.stdout] = Array(rest) }
        return lines
    }

    /// nil for a record that was given before.
    private mutating func record(_ bytes: [UInt8], _ stream: OutputChunk.Stream) -> LogLine? {
        var content = bytes[...]
        var moment: EngineMoment?
        if let space = bytes.prefix(40).firstIndex(of: 0x20),
            let found = EngineMoment(String(decoding: bytes[..<space], as: UTF8.self))
        {
            moment = found
            content = bytes[(space + 1)...]
        }
        if let moment, !advance(to: moment) { return nil }
        let isCut = content.last != 0x0A
        if !isCut { content.removeLast() }
        if content.last == 0x0D { content.removeLast() }
        return LogLine(stream: stream, moment: moment, bytes: Array(content), isCut: isCut)
    }

    /// Notes the record's moment; false when it is one of those given before.
    private mutating func advance(to moment: EngineMoment) -> Bool {
        if var left = seen {
            if moment < left.moment { return false }
            if moment == left.moment, left.count > 0 {
                left.count -= 1
                seen = left
                return false
            }
            if moment > left.moment { seen = nil }
        }
        if let known = position, known.moment == moment {
            position = Position(moment: moment, count: known.count + 1)
        } else {
            position = Position(moment: moment, count: 1)
        }
        return true
    }

    private func tooLong() -> Failure {
        Failure(.engineFailed, "the engine sent a log record of more than \(Self.longest) bytes")
    }
}
