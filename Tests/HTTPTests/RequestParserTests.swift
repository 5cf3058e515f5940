// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPProperties
import Primitives
import TestKit
import Testing

@Suite struct RequestParserTests {
    /// Messages that are refused, most of them because somebody between client and server could read them otherwise.
    static let refused: [(String, Int)] = [
        // Line ends
        ("GET / HTTP/1.1\nHost: x\n\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\rX: y\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\rX: y\r\n\r\n", 400),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("\rGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        // Request line
        ("GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /  HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (" GET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /\r\nHost: x\r\n\r\n", 400),
        ("GET / HTTP/1.1 \r\nHost: x\r\n\r\n", 400),
        ("GET / http/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET / HTTP/11\r\nHost: x\r\n\r\n", 400),
        ("GET / HTTP/1.10\r\nHost: x\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505),
        ("GET / HTTP/0.9\r\nHost: x\r\n\r\n", 505),
        ("GET / HTTP/1.2\r\nHost: x\r\n\r\n", 505),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("G(T / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /a\u{0}b HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /ä HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /#top HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET * HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET ftp://x/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET http:///x HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET http://a@b/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 501),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ / HTTP/1.1\r\nHost: x\r\n\r\n", 501),
        // Fields
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n\tb\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: a\u{0}b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: a\u{7F}b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nX{}: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\n\r\n", 417),
        // Lengths
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5 5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551621\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nhello", 413),
        // Transfer codings
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \u{B}chunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        // Chunks
        (chunked + "5 \r\nhello\r\n0\r\n\r\n", 400),
        (chunked + "+5\r\nhello\r\n0\r\n\r\n", 400),
        (chunked + "0x5\r\nhello\r\n0\r\n\r\n", 400),
        (chunked + "\r\nhello\r\n0\r\n\r\n", 400),
        (chunked + "5\nhello\r\n0\r\n\r\n", 400),
        (chunked + "5\r\nhello0\r\n\r\n", 400),
        (chunked + "5\r\nhello\n0\r\n\r\n", 400),
        (chunked + "5;a\nb\r\nhello\r\n0\r\n\r\n", 400),
        (chunked + "5;a\u{0}\r\nhello\r\n0\r\n\r\n", 400),
        (chunked + "0000000000000005\r\nhello\r\n0\r\n\r\n", 400),
        (chunked + "ffffffffffffffff\r\nhello\r\n0\r\n\r\n", 400),
        (chunked + "0\r\nX : y\r\n\r\n", 400),
        (chunked + "0\r\nX: y\n\r\n", 400),
        (chunked + "fffffffffff\r\n" + String(repeating: "x", count: 5000), 413),
    ]

    private static let chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    private static let small: HTTPLimits = {
        var limits = HTTPLimits()
        limits.bodyBytes = 4096
        return limits
    }()

    @Test(arguments: refused) func refuses(_ text: String, _ status: Int) {
        let whole = ParserKit.request(Array(text.utf8), limits: Self.small)
        let bytewise = ParserKit.request(Array(text.utf8), pieces: 1, limits: Self.small)
        #expect(whole.fault == status)
        #expect(bytewise.fault == status)
        #expect(!whole.isComplete)
    }

    static let accepted: [(text: String, line: String, body: String, keepsAlive: Bool)] = [
        ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET /", "", true),
        ("\r\nGET /a?b=c HTTP/1.1\r\nHost: x:80\r\n\r\n", "GET /a?b=c", "", true),
        ("GET http://other:8080/a?b HTTP/1.1\r\nHost: Other:8080\r\n\r\n", "GET /a?b", "", true),
        ("GET HTTP://other?b HTTP/1.1\r\nHost: OTHER:80\r\n\r\n", "GET /?b", "", true),
        ("OPTIONS * HTTP/1.1\r\nhost:x\r\n\r\n", "OPTIONS *", "", true),
        ("BREW /pot HTTP/1.1\r\nHost:\t[::1]:80 \t\r\n\r\n", "BREW /pot", "", true),
        ("GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade , CLOSE\r\n\r\n", "GET /", "", false),
        ("GET / HTTP/1.0\r\n\r\n", "GET /", "", false),
        ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET /", "", true),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: \u{E4}\r\nEmpty:\r\n\r\n", "GET /", "", true),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", "POST /", "hello", true),
        ("POST / HTTP/1.1\r\nHost: x\r\ncontent-length: 0005 \r\n\r\nhello", "POST /", "hello", true),
        (chunked + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "POST /", "hello world", true),
        (chunked + "00a;name=\"v\"\r\n0123456789\r\n0;last\r\nX: y\r\nZ:\r\n\r\n", "POST /", "0123456789", true),
        (chunked.replacing("chunked", with: "Chunked") + "A\r\n0123456789\r\n0\r\n\r\n", "POST /", "0123456789", true),
    ]

    /// However a message is cut into pieces, it is the same message.
    @Test(arguments: accepted.indices) func acceptsInAnyPieces(_ index: Int) {
        let example = Self.accepted[index]
        let bytes = Array(example.text.utf8)
        let whole = ParserKit.request(bytes)
        #expect(whole.line == example.line)
        #expect(whole.body == Array(example.body.utf8))
        #expect(whole.keepsAlive == example.keepsAlive)
        #expect(whole.isComplete)
        for pieces in 1..<bytes.count { #expect(ParserKit.request(bytes, pieces: pieces) == whole) }
    }

    @Test func namesCompareWithoutCaseAndValuesAreTrimmed() throws {
        let text = "GET / HTTP/1.1\r\nHOST: x\r\nX-Thing: \t one two \r\nx-thing:three\r\n\r\n"
        var parser = RequestParser(limits: HTTPLimits())
        let (used, found) = try Array(text.utf8).withUnsafeBytes { try parser.consume($0) }
        let head = try #require(found)
        #expect(used == text.utf8.count)
        #expect(head.headers["host"] == "x")
        #expect(head.headers.values("X-THING") == ["one two", "three"])
        #expect(parser.isUntouched)
    }

    @Test func pipelinedHeadsAreTakenOneByOne() throws {
        let text = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n"
        var parser = RequestParser(limits: HTTPLimits())
        var rest = Array(text.utf8)
        for target in ["/1", "/2"] {
            let (used, head) = try rest.withUnsafeBytes { try parser.consume($0) }
            #expect(head?.target == target)
            rest.removeFirst(used)
        }
        #expect(rest.isEmpty)
    }

    @Test func limitsHaveTheirOwnStatus() {
        var limits = HTTPLimits()
        limits.headBytes = 200
        limits.fieldCount = 3
        let long = String(repeating: "a", count: 300)
        func fault(_ text: String) -> Int? { ParserKit.request(Array(text.utf8), pieces: 7, limits: limits).fault }
        #expect(fault("GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n") == 414)
        #expect(fault("GET / HTTP/1.1\r\nHost: x\r\nX: \(long)\r\n\r\n") == 431)
        #expect(fault("GET / HTTP/1.1\r\nHost: x\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n") == 431)
        #expect(fault("GET / HTTP/1.1\r\nHost: x\r\nA: 1\r\nB: 2\r\n\r\n") == nil)
    }

    /// Whatever bytes come, the parser ends in a verdict, and the same one however they are cut.
    @Test func mutatedMessagesAreReadTheSameInAnyPieces() {
        let random = RandomSource.seeded(7)
        let alphabet = Array("\r\n\t :;,0159afGET/HTP.chunked\u{0}\u{7F}".utf8) + [0x80, 0xFF]
        for _ in 0..<4000 {
            let pick = Int(random.next() % UInt64(Self.accepted.count))
            var bytes = Array(Self.accepted[pick].text.utf8)
            for _ in 0..<(1 + random.next() % 4) {
                let position = Int(random.next() % UInt64(bytes.count))
                let byte = alphabet[Int(random.next() % UInt64(alphabet.count))]
                switch random.next() % 3 {
                case 0: bytes[position] = byte
                case 1: bytes.insert(byte, at: position)
                default: bytes.remove(at: position)
                }
            }
            let whole = ParserKit.request(bytes, limits: Self.small)
            let pieces = 1 + Int(random.next() % 9)
            let cut = ParserKit.request(bytes, pieces: pieces, limits: Self.small)
            #expect(
                whole.fault == cut.fault && whole.line == cut.line && whole.isComplete == cut.isComplete,
                "\(String(decoding: bytes, as: UTF8.self).debugDescription) in pieces of \(pieces)")
        }
    }
}
