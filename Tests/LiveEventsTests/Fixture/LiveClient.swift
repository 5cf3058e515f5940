// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Testing
import Wire

/// A program at the other end of `/v1/live`.
final class LiveClient: Sendable {
    let socket: WebSocket

    init(_ endpoint: HTTPEndpoint) async throws {
        var options = WebSocketOptions()
        options.subprotocols = [LiveProtocol.name]
        options.messageBytes = 16 << 20
        socket = try await HTTPClient().webSocket(to: endpoint, "/v1/live", options: options)
    }

    func send(_ request: LiveRequest) async throws { try await socket.send(try JSONText.encode(request)) }

    func subscribe(_ id: String, _ topic: LiveTopic) async throws { try await send(.subscribe(id: id, topic)) }

    /// The next message; nil once the connection is closed.
    func next() async throws -> LiveMessage? {
        switch try await socket.receive() {
        case .text(let text): try JSONText.decode(LiveMessage.self, from: text)
        case .binary: throw Failure(.internalError, "a binary message")
        case nil: nil
        }
    }

    /// Everything up to the first message that is it, with it.
    @discardableResult
    func messages(until isLast: (LiveMessage) -> Bool) async throws -> [LiveMessage] {
        var messages: [LiveMessage] = []
        while let message = try await next() {
            messages.append(message)
            if isLast(message) { return messages }
        }
        throw Failure(.internalError, "closed after \(messages.count) messages")
    }

    /// Everything up to the answer to a ping that is sent now: whatever was on its way has come.
    func settled() async throws -> [LiveMessage] {
        try await send(.ping)
        return try await messages { $0 == .pong }.dropLast()
    }

    /// Why the server closed, once it has; what came before does not matter.
    func untilClosed() async throws -> WebSocketClose? {
        while try await socket.receive() != nil {}
        return await socket.closing
    }

    /// Goes away without a word.
    func drop() async { await socket.stream.abort() }
}

extension LiveMessage {
    /// The cursor of an event.
    var eventCursor: Int64? { if case .event(_, let event) = self { event.cursor } else { nil } }
    /// The number that the fixture gave an event.
    var number: Int64? { if case .event(_, let event) = self { event.data["n"]?.integer } else { nil } }
    var code: String? { if case .error(_, let problem) = self { problem.failure.code.name } else { nil } }
    var isSubscribed: Bool { if case .subscribed = self { true } else { false } }
}
