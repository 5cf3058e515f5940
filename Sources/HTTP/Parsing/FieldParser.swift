// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The header fields of a complete head: strict grammar, and what they say about framing and the connection.
struct FieldParser {
    private(set) var headers: HTTPHeaders
    private(set) var hostCount = 0
    private(set) var contentLength: Int?
    /// The transfer coding is exactly `chunked`.
    private(set) var isChunked = false
    private(set) var saysClose = false
    private(set) var saysKeepAlive = false
    private(set) var expectation: Range<Int>?

    private let bytes: [UInt8]
    private var position: Int

    /// Reads the fields of `head`, which ends with its empty line, from the offset of the first field line.
    init(head: [UInt8], from start: Int, limit: Int) throws(ParseFault) {
        headers = HTTPHeaders(head: head)
        bytes = head
        position = start
        while position + 2 < bytes.count {
            guard headers.count < limit else {
                throw ParseFault(.headersTooLarge, "there are more than \(limit) header fields")
            }
            let (name, value) = try fieldLine()
            headers.addParsed(name: name, value: value)
            try note(name, value)
        }
        guard position + 2 == bytes.count else { throw ParseFault(.badRequest, "the head does not end cleanly") }
        guard !isChunked || contentLength == nil else {
            throw ParseFault(.badRequest, "both a length and a transfer coding are given")
        }
    }

    private mutating func fieldLine() throws(ParseFault) -> (name: Range<Int>, value: Range<Int>) {
        let nameStart = position
        while HTTPGrammar.isToken(bytes[position]) { position += 1 }
        let name = nameStart..<position
        // An obsolete line fold begins with white space, so its name is empty; `Name : x` stops before its colon.
        guard !name.isEmpty, bytes[position] == UInt8(ascii: ":") else {
            throw ParseFault(.badRequest, "a header field has a malformed name")
        }
        position += 1
        while HTTPGrammar.isBlank(bytes[position]) { position += 1 }
        let valueStart = position
        while HTTPGrammar.isFieldContent(bytes[position]) { position += 1 }
        var valueEnd = position
        while valueEnd > valueStart, HTTPGrammar.isBlank(bytes[valueEnd - 1]) { valueEnd -= 1 }
        guard bytes[position] == 0x0D, bytes[position + 1] == 0x0A else {
            throw ParseFault(.badRequest, "a header field has a control character in its value")
        }
        position += 2
        return (name, valueStart..<valueEnd)
    }

    private mutating func note(_ name: Range<Int>, _ value: Range<Int>) throws(ParseFault) {
        switch name.count {
        case 4 where equals(name, "host"):
            hostCount += 1
            guard bytes[value].allSatisfy(HTTPGrammar.isHost) else {
                throw ParseFault(.badRequest, "the Host field is malformed")
            }
        case 6 where equals(name, "expect"):
            expectation = value
        case 10 where equals(name, "connection"):
            noteConnection(value)
        case 14 where equals(name, "content-length"):
            guard contentLength == nil, let length = HTTPGrammar.decimal(bytes[value]) else {
                throw ParseFault(.badRequest, "the Content-Length is malformed or given twice")
            }
            contentLength = length
        case 17 where equals(name, "transfer-encoding"):
            try noteTransferCoding(value)
        default: break
        }
    }

    private mutating func noteTransferCoding(_ value: Range<Int>) throws(ParseFault) {
        guard !isChunked, !value.isEmpty else {
            throw ParseFault(.badRequest, "the transfer coding is malformed or given twice")
        }
        guard equals(value, "chunked") else {
            // A list that names chunked can be framed by some peer; refuse it as an attack, not as a missing feature.
            let text = String(decoding: bytes[value], as: UTF8.self).lowercased()
            throw text.contains("chunked")
                ? ParseFault(.badRequest, "the transfer coding is not exactly chunked")
                : ParseFault(.notImplemented, "the transfer coding is unknown")
        }
        isChunked = true
    }

    private mutating func noteConnection(_ value: Range<Int>) {
        for part in bytes[value].split(separator: UInt8(ascii: ",")) {
            let end = part.lastIndex { !HTTPGrammar.isBlank($0) }.map { $0 + 1 } ?? part.startIndex
            let start = part[..<end].firstIndex { !HTTPGrammar.isBlank($0) } ?? end
            saysClose = saysClose || equals(start..<end, "close")
            saysKeepAlive = saysKeepAlive || equals(start..<end, "keep-alive")
        }
    }

    /// Whether the bytes are the given lower-case text, without case.
    func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { text in
            for offset in 0..<text.count {
                let byte = bytes[range.lowerBound + offset]
                let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
                if lower != text[offset] { return false }
            }
            return true
        }
    }
}
