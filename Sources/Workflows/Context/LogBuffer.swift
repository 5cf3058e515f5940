// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Storage

/// Log text of a step that is not stored yet: bytes of several streams, in order, made valid UTF-8.
///
/// A character cut in two by whoever wrote it is kept back until its rest arrives; what is no UTF-8 at all becomes
/// U+FFFD. Two streams don't mix within a line more than their writers made them.
struct LogBuffer: Sendable {
    struct Piece: Sendable, Hashable {
        var stream: LogStream
        var bytes: [UInt8]
    }

    /// The most that one stored chunk holds.
    static let pieceLimit = 64 * 1024

    private var pieces: [Piece] = []
    private var tails: [LogStream: [UInt8]] = [:]
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ bytes: some Sequence<UInt8>, stream: LogStream) {
        var bytes = (tails[stream] ?? []) + bytes
        let cut = Self.lengthWithoutCutCharacter(bytes)
        tails[stream] = Array(bytes[cut...])
        bytes.removeSubrange(cut...)
        add(Array(String(decoding: bytes, as: UTF8.self).utf8), stream)
    }

    /// Whatever was kept back is all that will come.
    mutating func finish() {
        for stream in LogStream.allCases {
            guard let tail = tails.removeValue(forKey: stream), !tail.isEmpty else { continue }
            add(Array(String(decoding: tail, as: UTF8.self).utf8), stream)
        }
    }

    /// Hands everything out in pieces of at most `pieceLimit`, cut between characters.
    mutating func take() -> [Piece] {
        defer {
            pieces = []
            count = 0
        }
        return pieces.flatMap { piece in
            var parts: [Piece] = []
            var rest = piece.bytes[...]
            while rest.count > Self.pieceLimit {
                var cut = rest.startIndex + Self.pieceLimit
                while rest[cut] & 0xC0 == 0x80 { cut -= 1 }
                parts.append(Piece(stream: piece.stream, bytes: Array(rest[..<cut])))
                rest = rest[cut...]
            }
            return parts + [Piece(stream: piece.stream, bytes: Array(rest))]
        }
    }

    private mutating func add(_ bytes: [UInt8], _ stream: LogStream) {
        guard !bytes.isEmpty else { return }
        count += bytes.count
        if let last = pieces.indices.last, pieces[last].stream == stream {
            pieces[last].bytes += bytes
        } else {
            pieces.append(Piece(stream: stream, bytes: bytes))
        }
    }

    /// How many bytes there are before a last character whose continuation bytes are still missing.
    private static func lengthWithoutCutCharacter(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > back ? bytes.count - back : bytes.count
        }
        return bytes.count
    }
}
