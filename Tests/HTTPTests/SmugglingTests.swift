// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Synchronization
import Testing

/// Requests that somebody between client and server could read otherwise, over real sockets. Each is followed by
/// another request on the same connection, which must never be reached.
@Suite struct SmugglingTests {
    struct Attack: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let status: Int
        var testDescription: String { name }

        init(_ name: String, _ status: Int, _ text: String) {
            (self.name, self.status, bytes) = (name, status, Array(text.utf8))
        }
    }

    private static func post(_ fields: String, _ body: String = "hello") -> String {
        "POST / HTTP/1.1\r\nHost: x\r\n\(fields)\r\n\r\n\(body)"
    }

    private static func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked", body) }

    private static func get(_ fields: String) -> String { "GET / HTTP/1.1\r\nHost: x\r\n\(fields)\r\n\r\n" }

    private static let long = String(repeating: "a", count: 40_000)

    static let attacks: [Attack] = [
        // Two framings
        Attack("CL.TE", 400, post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
        Attack("TE.CL", 400, post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")),
        Attack("CL twice, the same", 400, post("Content-Length: 5\r\nContent-Length: 5")),
        Attack("CL twice, differing", 400, post("Content-Length: 5\r\nContent-Length: 0")),
        Attack("CL list, differing", 400, post("Content-Length: 5, 0")),
        Attack("CL list, the same", 400, post("Content-Length: 5, 5")),
        Attack("CL with a plus", 400, post("Content-Length: +5")),
        Attack("CL with a minus", 400, post("Content-Length: -5")),
        Attack("CL in hexadecimal", 400, post("Content-Length: 0x5")),
        Attack("CL with a blank inside", 400, post("Content-Length: 5 0")),
        Attack("CL with a vertical tab", 400, post("Content-Length: \u{B}5")),
        Attack("CL empty", 400, post("Content-Length:")),
        Attack("CL beyond 64 bits", 400, post("Content-Length: 18446744073709551621")),
        Attack("CL in other digits", 400, post("Content-Length: \u{0665}")),
        Attack("CL with a fraction", 400, post("Content-Length: 5.0")),
        Attack("CL larger than allowed", 413, post("Content-Length: 99999999999")),
        // Transfer codings
        Attack("TE identity", 501, post("Transfer-Encoding: identity")),
        Attack("TE xchunked", 400, post("Transfer-Encoding: xchunked", "0\r\n\r\n")),
        Attack("TE chunked twice", 400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
        Attack("TE chunked, chunked", 400, post("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")),
        Attack("TE chunked, identity", 400, post("Transfer-Encoding: chunked, identity", "0\r\n\r\n")),
        Attack(
            "TE chunked then identity", 400,
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n")),
        Attack("TE gzip, chunked", 400, post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
        Attack("TE chunked with a parameter", 400, post("Transfer-Encoding: chunked;q=1", "0\r\n\r\n")),
        Attack("TE quoted", 400, post("Transfer-Encoding: \"chunked\"", "0\r\n\r\n")),
        Attack("TE with a vertical tab", 400, post("Transfer-Encoding: \u{B}chunked", "0\r\n\r\n")),
        Attack("TE empty", 400, post("Transfer-Encoding: ", "0\r\n\r\n")),
        Attack("TE folded", 400, post("Transfer-Encoding:\r\n chunked", "0\r\n\r\n")),
        Attack("TE in HTTP/1.0", 400, "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        // Lines
        Attack("obs-fold", 400, get("X: a\r\n b")),
        Attack("obs-fold with a tab", 400, get("X: a\r\n\tb")),
        Attack("fold before the first field", 400, "GET / HTTP/1.1\r\n Host: x\r\n\r\n"),
        Attack("bare LF in the head", 400, get("X: a\nContent-Length: 5")),
        Attack("bare LF at the end", 400, "GET / HTTP/1.1\r\nHost: x\r\n\n"),
        Attack("bare CR in a value", 400, get("X: a\rContent-Length: 5")),
        Attack("CR CR LF", 400, get("X: a\r")),
        Attack("NUL in a value", 400, get("X: a\u{0}b")),
        Attack("NUL in a name", 400, get("X\u{0}: b")),
        Attack("DEL in a value", 400, get("X: \u{7F}")),
        Attack("space before the colon", 400, get("Content-Length : 5")),
        Attack("tab before the colon", 400, get("Content-Length\t: 5")),
        Attack("no colon", 400, get("Content-Length")),
        Attack("empty name", 400, get(": 5")),
        Attack("empty lines before the request", 400, "\r\n\r\n" + get("X: y")),
        // Host
        Attack("no Host", 400, "GET / HTTP/1.1\r\n\r\n"),
        Attack("Host twice", 400, get("Host: y")),
        Attack("Host with a path", 400, "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"),
        Attack("Host with a user", 400, "GET / HTTP/1.1\r\nHost: a@x\r\n\r\n"),
        Attack("Host list", 400, "GET / HTTP/1.1\r\nHost: x, y\r\n\r\n"),
        Attack("absolute form of another host", 400, "GET http://y/ HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("absolute form of another port", 400, "GET http://x:81/ HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("absolute form with a user", 400, "GET http://a@x/ HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("absolute form of another scheme", 400, "GET file:///etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"),
        // Chunks
        Attack("chunk size beyond 64 bits", 400, chunked("10000000000000005\r\nhello\r\n0\r\n\r\n")),
        Attack(
            "chunk size with many zeros", 400, chunked(String(repeating: "0", count: 17) + "5\r\nhello\r\n0\r\n\r\n")),
        Attack("chunk size with a plus", 400, chunked("+5\r\nhello\r\n0\r\n\r\n")),
        Attack("chunk size with a minus", 400, chunked("-5\r\nhello\r\n0\r\n\r\n")),
        Attack("chunk size with 0x", 400, chunked("0x5\r\nhello\r\n0\r\n\r\n")),
        Attack("chunk size with a blank before", 400, chunked(" 5\r\nhello\r\n0\r\n\r\n")),
        Attack("chunk size with a blank after", 400, chunked("5 \r\nhello\r\n0\r\n\r\n")),
        Attack("no chunk size", 400, chunked("\r\nhello\r\n0\r\n\r\n")),
        Attack("chunk size ended by LF", 400, chunked("5\nhello\r\n0\r\n\r\n")),
        Attack("chunk extension with LF", 400, chunked("5;a\nb\r\nhello\r\n0\r\n\r\n")),
        Attack("chunk extension with NUL", 400, chunked("5;\u{0}\r\nhello\r\n0\r\n\r\n")),
        Attack("chunk extension without end", 400, chunked("5;" + long + "\r\nhello\r\n0\r\n\r\n")),
        Attack("chunk without CRLF", 400, chunked("5\r\nhello0\r\n\r\n")),
        Attack("chunk longer than its size", 400, chunked("5\r\nhello!\r\n0\r\n\r\n")),
        Attack("chunk ended by LF", 400, chunked("5\r\nhello\n0\r\n\r\n")),
        Attack("last chunk ended by LF", 400, chunked("5\r\nhello\r\n0\n\n")),
        // Trailers
        Attack("trailer without colon", 400, chunked("0\r\nX\r\n\r\n")),
        Attack("trailer folded", 400, chunked("0\r\nX: a\r\n b\r\n\r\n")),
        Attack("trailer with framing", 400, chunked("0\r\nContent-Length: 5\r\n\r\n")),
        Attack("trailer with a transfer coding", 400, chunked("0\r\ntransfer-encoding: chunked\r\n\r\n")),
        Attack("trailer with a host", 400, chunked("0\r\nHost: y\r\n\r\n")),
        Attack("trailer with credentials", 400, chunked("0\r\nAuthorization: Basic x\r\n\r\n")),
        Attack("trailer ended by LF", 400, chunked("0\r\nX: y\n\r\n")),
        Attack("trailers without end", 400, chunked("0\r\nX: " + long + "\r\n\r\n")),
        // Request lines
        Attack("HTTP/0.9", 400, "GET /\r\n\r\n"),
        Attack("HTTP/1.2", 505, "GET / HTTP/1.2\r\nHost: x\r\n\r\n"),
        Attack("HTTP/2 preface", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Attack("lower-case version", 400, "GET / http/1.1\r\nHost: x\r\n\r\n"),
        Attack("two blanks", 400, "GET  / HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("a tab for a blank", 400, "GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("no target", 400, "GET HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("invalid method", 400, "GE{T / HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("a target with a line end", 400, "GET /a\rb HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("a target beyond ASCII", 400, "GET /\u{E4} HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("a target with a fragment", 400, "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("CONNECT", 501, "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n"),
        Attack("TLS on a plain port", 400, "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n"),
        // Sizes
        Attack("a target too long", 414, "GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n"),
        Attack("a field too long", 431, get("X: \(long)")),
        Attack("too many fields", 431, get((0..<200).map { "X\($0): y" }.joined(separator: "\r\n"))),
        Attack("a method too long", 501, String(repeating: "A", count: 30) + " / HTTP/1.1\r\nHost: x\r\n\r\n"),
        // Upgrades and expectations
        Attack(
            "an upgrade with a body", 400,
            get(
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nContent-Length: 2\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Closes: true"
            ).replacing("GET /", with: "GET /socket")),
        Attack("an unknown expectation", 417, post("Expect: something\r\nContent-Length: 5")),
    ]

    @Test(arguments: attacks) func isRefusedWithoutASecondAnswer(_ attack: Attack) async throws {
        let reached = Mutex<[String]>([])
        var router = Router()
        router.get("/socket") { try await $0.upgrade { _ in } }
        router.on(.post, "/") { exchange in
            _ = try await exchange.collectBody()
            try await exchange.respond(.text("first"))
        }
        router.get("/") { try await $0.respond(.text("first")) }
        router.get("/smuggled") { exchange in
            reached.withLock { $0.append(String(exchange.request.path)) }
            try await exchange.respond(.text("smuggled"))
        }
        try await LiveServer.tcp(handler: router.handler) { endpoint in
            let connection = try RawConnection(endpoint)
            let second = "GET /smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            // The server may answer and stop reading before all has been sent.
            try? await connection.send(attack.bytes + Array(second.utf8))
            let answer = try await connection.receiveAll()
            #expect(answer.hasPrefix("HTTP/1.1 \(attack.status) "))
            #expect(!answer.contains("smuggled") && !answer.contains("first"))
            #expect(answer.split(separator: "HTTP/1.1 ").count == 1)
        }
        #expect(reached.withLock { $0 } == [])
    }

    @Test func whatHandlersPutIntoFieldsCantSplitTheResponse() async throws {
        let evil = "a\r\nSet-Cookie: x=y\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\u{0}\n\r"
        let handler: HTTPHandler = { exchange in
            try await exchange.respond(HTTPResponse(headers: ["X-Echo": evil, "X\r\nY": "z"]))
        }
        try await LiveServer.tcp(handler: handler) { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let lines = try await connection.receiveAll().split(separator: "\r\n").map(String.init)
            #expect(lines.count(where: { $0.hasPrefix("HTTP/1.1 ") }) == 1)
            #expect(!lines.contains { $0.hasPrefix("Set-Cookie") || $0.hasPrefix("Y") })
        }
    }

    @Test func aSecondRequestAfterAnHonestOneIsAnswered() async throws {
        try await LiveServer.tcp(handler: { try await $0.respond(.text("ok")) }) { endpoint in
            let connection = try RawConnection(endpoint)
            let absolute = "GET http://X:80/ HTTP/1.1\r\nHost: x:80\r\n\r\n"
            let trailer = Self.chunked("5;a=\"b\"\r\nhello\r\n0\r\nX-Checksum: abc\r\n\r\n")
            try await connection.send(absolute + trailer + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(try await connection.receiveAll().split(separator: "HTTP/1.1 200 OK").count == 3)
        }
    }
}
