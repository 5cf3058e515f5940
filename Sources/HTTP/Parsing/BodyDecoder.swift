// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Framed bytes to a body's bytes, whatever pieces they arrive in (RFC 9112 §6–7). Faults are final.
package struct BodyDecoder {
    private enum State: Equatable {
        case done
        case fixed(Int)
        case untilClose
        case size, afterSize, sizeEnd
        case data(Int), dataEnd, dataLineFeed
        case trailer, trailerLineFeed
    }

    private static let sizeDigits = 15
    /// Fields that decide about framing, routing or rights before the body comes (RFC 9110 §6.5.1).
    private static let headOnly: Set<String> = [
        "authorization", "connection", "content-encoding", "content-length", "content-type", "cookie", "expect", "host",
        "set-cookie", "te", "trailer", "transfer-encoding", "upgrade",
    ]
    /// All chunk extensions and trailers of one body together: bytes that carry nothing for us.
    private static let ornamentLimit = 16 << 10

    private var state: State
    private let limit: Int
    private var total = 0
    private var size = 0
    private var digits = 0
    private var ornaments = 0
    private var trailerLine: [UInt8] = []

    /// Throws 413 from ``consume(_:into:)`` when more than `limit` bytes come.
    package init(_ framing: BodyFraming, limit: Int) {
        self.limit = limit
        state =
            switch framing {
            case .none, .length(0): .done
            case .length(let length): .fixed(length)
            case .chunked: .size
            case .untilClose: .untilClose
            }
    }

    package var isComplete: Bool { state == .done }

    /// The end of the connection is the end of the body.
    package var endsWithConnection: Bool { state == .untilClose }

    /// Takes framed bytes, appends what they carry, and returns how many it took: all, unless the body ends before.
    package mutating func consume(
        _ input: UnsafeRawBufferPointer, into output: inout [UInt8]
    ) throws(ParseFault) -> Int {
        var position = 0
        while position < input.count, state != .done {
            switch state {
            case .fixed(let left):
                let count = try take(min(left, input.count - position), input, position, &output)
                position += count
                state = count == left ? .done : .fixed(left - count)
            case .untilClose:
                position += try take(input.count - position, input, position, &output)
            case .data(let left):
                let count = try take(min(left, input.count - position), input, position, &output)
                position += count
                state = count == left ? .dataEnd : .data(left - count)
            default:
                try frame(input[position])
                position += 1
            }
        }
        return position
    }

    private mutating func take(
        _ count: Int, _ input: UnsafeRawBufferPointer, _ position: Int, _ output: inout [UInt8]
    ) throws(ParseFault) -> Int {
        total += count
        guard total <= limit else { throw ParseFault(.contentTooLarge, "the body is larger than \(limit) bytes") }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: input[position..<position + count]))
        return count
    }

    /// One byte of the chunked coding that is not data.
    private mutating func frame(_ byte: UInt8) throws(ParseFault) {
        switch state {
        case .size:
            try sizeByte(byte)
        case .afterSize:
            try ornament(byte)
            if byte == 0x0D { state = .sizeEnd }
        case .sizeEnd:
            try expect(0x0A, byte)
            state = size == 0 ? .trailer : .data(size)
            (size, digits) = (0, 0)
        case .dataEnd:
            try expect(0x0D, byte)
            state = .dataLineFeed
        case .dataLineFeed:
            try expect(0x0A, byte)
            state = .size
        case .trailer:
            try ornament(byte)
            if byte == 0x0D { state = .trailerLineFeed } else { trailerLine.append(byte) }
        case .trailerLineFeed:
            try expect(0x0A, byte)
            try endTrailerLine()
        case .done, .fixed, .untilClose, .data:
            break
        }
    }

    private mutating func sizeByte(_ byte: UInt8) throws(ParseFault) {
        if let digit = PercentEncoding.hexDigit(byte) {
            digits += 1
            guard digits <= Self.sizeDigits else { throw ParseFault(.badRequest, "a chunk size is too long") }
            size = size << 4 | Int(digit)
        } else {
            guard digits > 0, byte == 0x0D || byte == UInt8(ascii: ";") else {
                throw ParseFault(.badRequest, "a chunk size is malformed")
            }
            state = byte == 0x0D ? .sizeEnd : .afterSize
        }
    }

    private mutating func ornament(_ byte: UInt8) throws(ParseFault) {
        ornaments += 1
        guard ornaments <= Self.ornamentLimit else {
            throw ParseFault(.headersTooLarge, "chunk extensions and trailers are too large")
        }
        guard byte == 0x0D || HTTPGrammar.isFieldContent(byte) else {
            throw ParseFault(.badRequest, "a chunk extension or trailer has a control character")
        }
    }

    /// Trailers are checked and dropped: nothing here may depend on fields that come after the body.
    private mutating func endTrailerLine() throws(ParseFault) {
        if trailerLine.isEmpty {
            state = .done
            return
        }
        let name = trailerLine.prefix { HTTPGrammar.isToken($0) }
        guard !name.isEmpty, name.count < trailerLine.count, trailerLine[name.count] == UInt8(ascii: ":") else {
            throw ParseFault(.badRequest, "a trailer has a malformed name")
        }
        guard !Self.headOnly.contains(String(decoding: name, as: UTF8.self).lowercased()) else {
            throw ParseFault(.badRequest, "a trailer names what belongs into the head")
        }
        trailerLine.removeAll(keepingCapacity: true)
        state = .trailer
    }

    private func expect(_ wanted: UInt8, _ byte: UInt8) throws(ParseFault) {
        guard byte == wanted else { throw ParseFault(.badRequest, "a chunk is not where its size says") }
    }
}
