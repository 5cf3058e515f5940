// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Testing

@Suite struct ServerSentEventParserTests {
    /// The examples of the standard (WHATWG HTML §9.2.6) and its corners.
    static let examples: [(text: String, events: [ServerSentEvent])] = [
        ("data: YHOO\ndata: +2\ndata: 10\n\n", [ServerSentEvent(data: "YHOO\n+2\n10")]),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            [
                ServerSentEvent(id: "1", data: "first event"), ServerSentEvent(data: "second event"),
                ServerSentEvent(data: " third event"),
            ]
        ),
        ("data\n\ndata\ndata\n\ndata:", [ServerSentEvent(data: ""), ServerSentEvent(data: "\n")]),
        ("data:test\n\ndata: test\n\n", [ServerSentEvent(data: "test"), ServerSentEvent(data: "test")]),
        (
            "event: add\rdata: 1\r\revent: drop\r\ndata: 2\r\n\r\n",
            [ServerSentEvent(event: "add", data: "1"), ServerSentEvent(event: "drop", data: "2")]
        ),
        ("\u{FEFF}data: bom\n\n", [ServerSentEvent(data: "bom")]),
        ("event: nothing\n\ndata: plain\n\n", [ServerSentEvent(data: "plain")]),
        (
            "id: 7\n\ndata: a\n\nid: 8\u{0}\ndata: b\n\n",
            [ServerSentEvent(id: "7", data: "a"), ServerSentEvent(id: "7", data: "b")]
        ),
        ("unknown: x\ndata: ä: b\n\n", [ServerSentEvent(data: "ä: b")]),
        ("data: broken off", []),
    ]

    @Test(arguments: examples.indices) func readsInAnyPieces(_ index: Int) {
        let bytes = Array(Self.examples[index].text.utf8)
        for pieces in 1...bytes.count {
            var parser = ServerSentEventParser()
            var events: [ServerSentEvent] = []
            for start in stride(from: 0, to: bytes.count, by: pieces) {
                events += parser.consume(bytes[start..<min(start + pieces, bytes.count)])
            }
            #expect(events == Self.examples[index].events)
        }
    }

    @Test func remembersTheRetryAndTheLastID() {
        var parser = ServerSentEventParser()
        _ = parser.consume("retry: 2500\nid: 41\n\nretry: soon\n".utf8)
        #expect(parser.retry == .milliseconds(2500))
        #expect(parser.lastEventID == "41")
    }
}
