// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Testing

/// What is noted of responses that are not simply given, and the fields that all responses have.
@Suite struct ResponseWatchTests {
    private static func watched(
        _ watch: ResponseWatch, _ handler: @escaping @Sendable (Exchange) async throws -> Void
    ) -> HTTPHandler {
        { exchange in
            var exchange = exchange
            exchange.watch = watch
            exchange.responseHeaders = ["X-Common": "yes"]
            try await handler(exchange)
        }
    }

    /// What answers HEAD is made all the same, and stays here.
    @Test(arguments: [(HTTPMethod.get, 8), (.head, 0)])
    func theContentThatIsSent(method: HTTPMethod, bytes: Int) async throws {
        let watch = ResponseWatch()
        let handler = Self.watched(watch) { exchange in try await exchange.respond(.text("contents")) }
        try await LiveServer.tcp(handler: handler) { endpoint in
            _ = try await HTTPClient().request(to: endpoint, HTTPClientRequest(method, "/")).collect()
            #expect(watch.contentBytes == bytes)
        }
    }

    @Test func anEventStreamThatIsPushedTo() async throws {
        let watch = ResponseWatch()
        let handler = Self.watched(watch) { exchange in
            let outlet = EventStreamOutlet(exchange)
            try await Self.say("data: x\n\n", outlet, on: outlet.stream)
        }
        try await LiveServer.tcp(handler: handler) { endpoint in
            let response = try await HTTPClient().request(to: endpoint, HTTPClientRequest(.get, "/"))
            #expect(response.headers.values("X-Common") == ["yes"])
            #expect(try await String(decoding: response.collect(), as: UTF8.self) == "data: x\n\n")
            #expect(watch.status == .ok && watch.contentBytes == 9)
        }
    }

    private static func say(_ text: String, _ outlet: EventStreamOutlet, on stream: isolated ByteStream) throws {
        try outlet.begin(heartbeat: .seconds(600), on: stream)
        outlet.push(Array(text.utf8), on: stream)
    }

    @Test func aWebSocket() async throws {
        let watch = ResponseWatch()
        let handler = Self.watched(watch) { exchange in
            try await exchange.upgrade { socket in
                while case .text(let text)? = try await socket.receive() { try await socket.send(text) }
            }
        }
        try await LiveServer.tcp(handler: handler) { endpoint in
            let socket = try await RawWebSocket(endpoint)
            #expect(socket.head.contains("\r\nX-Common: yes\r\n"))
            try await socket.send(0x81, "hello")
            #expect(try await socket.receive(7) == Frames.server(0x81, Array("hello".utf8)))
            #expect(watch.status == .switchingProtocols)
        }
    }

    @Test func aWebSocketThatIsRefused() async throws {
        let watch = ResponseWatch()
        try await LiveServer.tcp(handler: Self.watched(watch) { try await $0.upgrade { _ in } }) { endpoint in
            let response = try await HTTPClient().request(to: endpoint, HTTPClientRequest(.get, "/"))
            #expect(response.status.code == 426 && response.headers["X-Common"] == "yes")
            #expect(watch.status?.code == 426)
        }
    }
}
