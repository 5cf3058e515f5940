// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Synchronization
import TestKit
import Testing

/// Both ends are ours; foreign ends are in WebSocketPeerTests.
@Suite struct WebSocketClientTests {
    private static func echo(_ options: WebSocketOptions) -> HTTPHandler {
        var router = Router()
        router.get("/socket") { exchange in
            try await exchange.upgrade(options) { socket in
                while let message = try await socket.receive() {
                    switch message {
                    case .text("close"): await socket.close(.policyViolation, "enough")
                    case .text(let text): try await socket.send(text)
                    case .binary(let bytes): try await socket.send(bytes)
                    }
                }
            }
        }
        router.get("/plain") { try await $0.respond(.text("plain")) }
        return router.handler
    }

    @Test(arguments: [false, true]) func messagesOfEverySizeComeBack(isCompressed: Bool) async throws {
        var options = WebSocketOptions()
        options.isCompressed = isCompressed
        options.subprotocols = ["chat"]
        try await LiveServer.tcp(handler: Self.echo(options)) { [options] endpoint in
            let socket = try await HTTPClient().webSocket(
                to: endpoint, "/socket", options: options, random: .seeded(1))
            #expect(socket.subprotocol == "chat")
            for size in [0, 1, 3, 8, 125, 126, 127, 255, 256, 65_535, 65_536, 300_000] {
                let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 3) }
                try await socket.send(bytes)
                #expect(try await socket.receive() == .binary(bytes))
                let text = String(repeating: "\u{E9}", count: size)
                try await socket.send(text)
                #expect(try await socket.receive() == .text(text))
            }
            await socket.close()
            #expect(try await socket.receive() == nil)
            #expect(await socket.closing?.code == .normal)
        }
    }

    @Test func theServersReasonArrives() async throws {
        try await LiveServer.unix(handler: Self.echo(WebSocketOptions())) { endpoint in
            let socket = try await HTTPClient().webSocket(to: endpoint, "/socket")
            try await socket.send("close")
            #expect(try await socket.receive() == nil)
            #expect(await socket.closing == WebSocketClose(.policyViolation, "enough"))
            let failure = await #expect(throws: Failure.self) { try await socket.send("more") }
            #expect(failure?.code == .connectionClosed)
        }
    }

    @Test func anAnswerThatOpensNothingIsReported() async throws {
        try await LiveServer.tcp(handler: Self.echo(WebSocketOptions())) { endpoint in
            for (target, status) in [("/plain", "200"), ("/missing", "404")] {
                let failure = await #expect(throws: Failure.self) {
                    try await HTTPClient().webSocket(to: endpoint, target)
                }
                #expect(failure?.code == .upgradeRefused)
                #expect(failure?.metadata.first?.value == status)
            }
        }
    }

    @Test(
        arguments: [
            "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "X: y",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: unasked",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Extensions: permessage-deflate",
        ])
    func aServerThatDidNotReadTheRequestIsRefused(_ field: String) async throws {
        // The key of RFC 6455's example, so that its answer is known.
        let key = Array("the sample nonce".utf8)
        let words = Mutex(
            [key.prefix(8), key.suffix(8)].map { $0.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } })
        let random = RandomSource { words.withLock { $0.isEmpty ? 0 : $0.removeFirst() } }
        let handler: HTTPHandler = { exchange in
            var headers: HTTPHeaders = ["Upgrade": "websocket", "Connection": "Upgrade"]
            for line in field.split(separator: "\r\n") {
                let halves = line.split(separator: ": ", maxSplits: 1)
                headers.add(String(halves[0]), String(halves[1]))
            }
            try await exchange.respond(HTTPResponse(101, headers: headers))
        }
        try await LiveServer.tcp(handler: handler) { endpoint in
            let failure = await #expect(throws: Failure.self) {
                try await HTTPClient().webSocket(to: endpoint, "/socket", random: random)
            }
            #expect(failure?.code == .invalidResponse)
        }
    }

    @Test func cancellingAReceiverEndsTheConnection() async throws {
        try await LiveServer.tcp(handler: Self.echo(WebSocketOptions())) { endpoint in
            let socket = try await HTTPClient().webSocket(to: endpoint, "/socket")
            let waiting = Task { try await socket.receive() }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
    }

    @Test func aBombIsRefused() async throws {
        var options = WebSocketOptions()
        options.isCompressed = true
        options.messageBytes = 100_000
        try await LiveServer.tcp(handler: Self.echo(options)) { [options] endpoint in
            let socket = try await HTTPClient().webSocket(to: endpoint, "/socket", options: options)
            try await socket.send([UInt8](repeating: 0, count: 10_000_000))
            #expect(try await socket.receive() == nil)
            #expect(await socket.closing?.code == .tooLarge)
        }
    }
}
