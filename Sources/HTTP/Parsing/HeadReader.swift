// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Gathers the bytes of a message head up to its empty line, whatever pieces they arrive in.
///
/// Only CRLF ends a line: a bare LF is refused where it stands, because peers that read it as a line end see another
/// message than we do. One empty line before the head is dropped (RFC 9112 §2.2).
struct HeadReader {
    private enum Start { case fresh, afterCarriageReturn, begun }

    private let limit: Int
    private(set) var bytes: [UInt8] = []
    private var start = Start.fresh
    private var scanned = 0
    private(set) var isComplete = false

    init(limit: Int) { self.limit = limit }

    /// Nothing of a message has arrived yet.
    var isUntouched: Bool { start == .fresh }

    mutating func reset() { self = HeadReader(limit: limit) }

    /// Takes bytes up to the end of the head and returns how many it took.
    mutating func consume(_ input: UnsafeRawBufferPointer) throws(ParseFault) -> Int {
        let skipped = try skipEmptyLine(input)
        let before = bytes.count
        // Copy no more than the head can need: what follows may be a large body.
        var part = UnsafeRawBufferPointer(rebasing: input[skipped...].prefix(limit + 4 - before))
        if before == 0 { part = UnsafeRawBufferPointer(rebasing: part.prefix(Self.headLength(part))) }
        bytes.append(contentsOf: part)
        while let lineEnd = nextLineFeed() {
            guard lineEnd > 0, bytes[lineEnd - 1] == 0x0D else {
                throw ParseFault(.badRequest, "a line ends without a carriage return")
            }
            guard lineEnd > 1 else { throw ParseFault(.badRequest, "there are empty lines before the message") }
            if bytes[lineEnd - 2] == 0x0A {
                isComplete = true
                bytes.removeLast(bytes.count - (lineEnd + 1))
                return skipped + bytes.count - before
            }
        }
        guard bytes.count <= limit else {
            throw bytes.contains(0x0A)
                ? ParseFault(.headersTooLarge, "the header fields are larger than \(limit) bytes")
                : ParseFault(.targetTooLong, "the request line is longer than \(limit) bytes")
        }
        return skipped + part.count
    }

    private mutating func skipEmptyLine(_ input: UnsafeRawBufferPointer) throws(ParseFault) -> Int {
        var skipped = 0
        while start != .begun, skipped < input.count {
            switch (start, input[skipped]) {
            case (.fresh, 0x0D): start = .afterCarriageReturn
            case (.afterCarriageReturn, 0x0A): start = .begun
            case (.afterCarriageReturn, _): throw ParseFault(.badRequest, "a carriage return stands alone")
            default:
                start = .begun
                return skipped
            }
            skipped += 1
        }
        return skipped
    }

    /// The index of the next line feed not looked at yet.
    private mutating func nextLineFeed() -> Int? {
        let found = bytes.withUnsafeBytes { [scanned] in Self.lineFeed(in: $0, from: scanned) }
        scanned = found.map { $0 + 1 } ?? bytes.count
        return found
    }

    /// The length of the head when all of it is in the first piece, else of the piece.
    private static func headLength(_ input: UnsafeRawBufferPointer) -> Int {
        var from = 0
        while let index = lineFeed(in: input, from: from) {
            if index >= 3, input[index - 1] == 0x0D, input[index - 2] == 0x0A { return index + 1 }
            from = index + 1
        }
        return input.count
    }

    private static func lineFeed(in buffer: UnsafeRawBufferPointer, from: Int) -> Int? {
        guard let base = buffer.baseAddress, from < buffer.count,
            let hit = memchr(base + from, 0x0A, buffer.count - from)
        else { return nil }
        return UnsafeRawPointer(hit) - base
    }
}
