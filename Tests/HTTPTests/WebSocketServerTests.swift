// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Testing

/// WebSockets of a real server, byte for byte.
@Suite struct WebSocketServerTests {
    private static func echo(_ options: WebSocketOptions = WebSocketOptions()) -> HTTPHandler {
        var router = Router()
        router.get("/socket") { exchange in
            try await exchange.upgrade(options) { socket in
                while let message = try await socket.receive() {
                    switch message {
                    case .text("close"): await socket.close(.policyViolation, "as you wish")
                    case .text("fail"): throw Failure(.notFound, "broken")
                    case .text(let text): try await socket.send(text)
                    case .binary(let bytes): try await socket.send(bytes)
                    }
                }
            }
        }
        router.get("/plain") { try await $0.respond(.text("plain")) }
        return router.handler
    }

    @Test func opensAndEchoes() async throws {
        try await LiveServer.tcp(handler: Self.echo()) { endpoint in
            let socket = try await RawWebSocket(endpoint)
            #expect(socket.head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
            #expect(socket.head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
            try await socket.send(0x81, "hello")
            #expect(try await socket.receive(7) == Frames.server(0x81, Array("hello".utf8)))
            try await socket.send(0x89, [9])
            #expect(try await socket.receive(3) == Frames.server(0x8A, [9]))
            let large = [UInt8](repeating: 5, count: 100_000)
            try await socket.send(0x82, large)
            #expect(try await socket.receive(100_010) == Frames.server(0x82, large))
            try await socket.send(0x88, [0x0F, 0xA0])
            #expect(try await socket.rest() == Frames.server(0x88, [0x0F, 0xA0]))
        }
    }

    @Test(
        arguments: [
            ("Upgrade: websocket", "X: y", 426), ("keep-alive, Upgrade", "close", 426),
            ("Version: 13", "Version: 8", 426), ("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=", 400),
            ("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j$$==", 400),
            ("Version: 13\r\n", "Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", 400),
            ("Version: 13\r\n", "Version: 13\r\nContent-Length: 3\r\n", 400),
            ("Version: 13\r\n", "Version: 13\r\nOrigin: https://evil.example\r\n", 403),
            ("Version: 13\r\n", "Version: 13\r\nOrigin: null\r\n", 403),
            ("Version: 13\r\n", "Version: 13\r\nOrigin: https://x.evil.example\r\n", 403),
            ("Version: 13\r\n", "Version: 13\r\nOrigin: https://x\r\nOrigin: https://evil.example\r\n", 403),
            ("GET /socket HTTP/1.1", "GET /socket HTTP/1.0", 426), ("GET", "POST", 405),
        ])
    func refusesOtherOpenings(_ old: String, _ new: String, _ status: Int) async throws {
        try await LiveServer.tcp(handler: Self.echo()) { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send(RawWebSocket.opening.replacing(old, with: new) + "\r\n")
            let answer = try await connection.receive { $0.contains("\r\n\r\n") }
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
            if status == 426 {
                #expect(answer.contains("Sec-WebSocket-Version: 13\r\n") && answer.contains("Upgrade: websocket\r\n"))
            }
        }
    }

    @Test func originsAndSubprotocolsAreChosenFromLists() async throws {
        var options = WebSocketOptions()
        options.origins = .listed(["https://app.example.com"])
        options.subprotocols = ["v2", "v1"]
        try await LiveServer.tcp(handler: Self.echo(options)) { endpoint in
            let good = try await RawWebSocket(
                endpoint, fields: "Origin: https://APP.example.com\r\nSec-WebSocket-Protocol: v0, v1,v2\r\n")
            #expect(good.head.contains("101") && good.head.contains("Sec-WebSocket-Protocol: v2\r\n"))
            let foreign = try await RawWebSocket(endpoint, fields: "Origin: http://x\r\n")
            #expect(foreign.head.contains("403"))
            let none = try await RawWebSocket(endpoint, fields: "Sec-WebSocket-Protocol: v0\r\n")
            #expect(none.head.contains("101") && !none.head.contains("Sec-WebSocket-Protocol"))
        }
        try await LiveServer.tcp(handler: Self.echo()) { endpoint in
            let same = try await RawWebSocket(endpoint, fields: "Origin: https://x\r\n")
            #expect(same.head.contains("101"))
        }
    }

    @Test func faultsAreToldByTheirCode() async throws {
        var options = WebSocketOptions()
        options.messageBytes = 100
        try await LiveServer.tcp(handler: Self.echo(options)) { endpoint in
            for (frame, code) in [
                (Frames.server(0x81, [65]), 1002), (Frames.client(0x81, [0xFF]), 1007),
                (Frames.client(0x82, [UInt8](repeating: 0, count: 101)), 1009),
            ] as [([UInt8], Int)] {
                let socket = try await RawWebSocket(endpoint)
                try await socket.connection.send(frame)
                let answer = try await socket.rest()
                #expect(answer.first == 0x88 && Array(answer.dropFirst(2).prefix(2)) == [3, UInt8(code - 768)])
            }
        }
    }

    @Test func theServerClosesAndWaitsForTheAnswer() async throws {
        try await LiveServer.tcp(handler: Self.echo()) { endpoint in
            let socket = try await RawWebSocket(endpoint)
            try await socket.send(0x81, "close")
            let close = Frames.server(0x88, [0x03, 0xF0] + Array("as you wish".utf8))
            #expect(try await socket.receive(close.count) == close)
            try await socket.send(0x88, [0x03, 0xF0])
            #expect(try await socket.rest() == [])
            let failing = try await RawWebSocket(endpoint)
            try await failing.send(0x81, "fail")
            #expect(try await failing.receive(4) == Frames.server(0x88, [0x03, 0xF3]))
        }
    }

    @Test func aSilentPeerIsAskedAndThenDropped() async throws {
        var options = WebSocketOptions()
        options.pingInterval = .milliseconds(50)
        options.pingTimeout = .milliseconds(50)
        try await LiveServer.tcp(handler: Self.echo(options)) { endpoint in
            let socket = try await RawWebSocket(endpoint)
            #expect(try await socket.rest() == Frames.server(0x89, []))
        }
    }

    @Test func aCloseThatNobodyAnswersEndsAllTheSame() async throws {
        var options = WebSocketOptions()
        options.closeTimeout = .milliseconds(50)
        try await LiveServer.tcp(handler: Self.echo(options)) { endpoint in
            let unanswered = try await RawWebSocket(endpoint)
            try await unanswered.send(0x81, "close")
            #expect(try await unanswered.rest().first == 0x88)
        }
    }

    @Test func aShutdownSaysGoingAway() async throws {
        let opened = Once<RawWebSocket>()
        try await LiveServer.tcp(handler: Self.echo()) { endpoint in
            let socket = try await RawWebSocket(endpoint)
            try await socket.send(0x81, "a")
            #expect(try await socket.receive(3).count == 3)
            await opened.set(socket)
        }
        let socket = try #require(await opened.value)
        #expect(try await socket.receive(4) == Frames.server(0x88, [0x03, 0xE9]))
    }
}
