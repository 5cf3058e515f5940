// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Bytes to response heads, for the client: interim responses are skipped (RFC 9112 §4, §6.3).
package struct ResponseParser {
    private let limits: HTTPLimits
    private let method: HTTPMethod
    private var reader: HeadReader

    /// The method of the request decides whether a body follows.
    package init(method: HTTPMethod, limits: HTTPLimits) {
        self.method = method
        self.limits = limits
        reader = HeadReader(limit: limits.headBytes)
    }

    package var isUntouched: Bool { reader.isUntouched }

    /// Takes bytes up to the end of the final head; gives it once it is complete.
    package mutating func consume(
        _ input: UnsafeRawBufferPointer
    ) throws(ParseFault) -> (used: Int, head: ResponseHead?) {
        var used = 0
        while used < input.count {
            used += try reader.consume(UnsafeRawBufferPointer(rebasing: input[used...]))
            guard reader.isComplete else { break }
            let head = try ResponseHead(bytes: reader.bytes, method: method, limits: limits)
            reader.reset()
            // 101 is final: the connection speaks another protocol from here.
            if head.status.code >= 200 || head.status.code == 101 { return (used, head) }
        }
        return (used, nil)
    }
}

/// A response's status line and fields, found to be sound.
package struct ResponseHead: Sendable {
    package let status: HTTPStatus
    package let headers: HTTPHeaders
    package let framing: BodyFraming
    package let keepsAlive: Bool

    init(bytes: [UInt8], method: HTTPMethod, limits: HTTPLimits) throws(ParseFault) {
        guard bytes.count >= 14, bytes[..<7].elementsEqual("HTTP/1.".utf8), bytes[7] | 1 == UInt8(ascii: "1"),
            bytes[8] == 0x20, let code = HTTPGrammar.decimal(bytes[9..<12]), (100...599).contains(code),
            let lineEnd = bytes.firstIndex(of: 0x0D), bytes[lineEnd + 1] == 0x0A,
            lineEnd == 12 || bytes[12] == 0x20
        else { throw ParseFault(.badRequest, "the status line is malformed") }
        let fields = try FieldParser(head: bytes, from: lineEnd + 2, limit: limits.fieldCount)
        let isOld = bytes[7] == UInt8(ascii: "0")
        status = HTTPStatus(code)
        headers = fields.headers
        if method == .head || status.forbidsBody {
            framing = .none
        } else if fields.isChunked {
            framing = .chunked
        } else {
            framing = fields.contentLength.map { .length($0) } ?? .untilClose
        }
        keepsAlive = !fields.saysClose && (!isOld || fields.saysKeepAlive) && framing != .untilClose
    }
}
