// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPProperties
import Testing

@Suite struct ResponseParserTests {
    struct Example: Sendable {
        var text: String
        var method = HTTPMethod.get
        var status: String
        var body = ""
        var keepsAlive = true
        var endsItself = true
    }

    static let examples = [
        Example(text: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", status: "200", body: "hi"),
        Example(text: "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", status: "200"),
        Example(text: "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", status: "200"),
        Example(
            text: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
            status: "201", body: "hi"),
        Example(text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", method: .head, status: "200"),
        Example(text: "HTTP/1.1 204 No Content\r\n\r\n", status: "204"),
        Example(text: "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", status: "304"),
        Example(
            text: "HTTP/1.1 200 OK\r\n\r\nall of it", status: "200", body: "all of it", keepsAlive: false,
            endsItself: false),
        Example(text: "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi", status: "200", body: "hi", keepsAlive: false),
        Example(
            text: "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi", status: "200", body: "hi",
            keepsAlive: false),
    ]

    @Test(arguments: examples) func readsInAnyPieces(_ example: Example) {
        let bytes = Array(example.text.utf8)
        let whole = ParserKit.response(bytes, to: example.method)
        #expect(whole.fault == nil)
        #expect(whole.line == example.status)
        #expect(whole.body == Array(example.body.utf8))
        #expect(whole.keepsAlive == example.keepsAlive)
        #expect(whole.isComplete == example.endsItself)
        for pieces in 1..<bytes.count {
            #expect(ParserKit.response(bytes, to: example.method, pieces: pieces) == whole)
        }
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 99 X\r\n\r\n", "HTTP/1.1 600 X\r\n\r\n",
        "HTTP/1.1 2000 X\r\n\r\n", "HTTP/1.1 +20 X\r\n\r\n", "HTTP/1.1 200 OK\nA: b\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1\r\n200 OK\r\n\r\n",
    ])
    func refuses(_ text: String) {
        #expect(ParserKit.response(Array(text.utf8)).fault != nil)
        #expect(ParserKit.response(Array(text.utf8), pieces: 1).fault != nil)
    }
}
