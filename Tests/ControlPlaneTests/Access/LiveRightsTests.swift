// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import Delivery
import DeliveryKit
import HTTP
import Identity
import Model
import Primitives
import Storage
import Testing
import Wire
import Workflows

/// Open connections of those whose rights change.
@Suite(.timeLimit(.minutes(2))) struct LiveRightsTests {
    /// The event of it is here before any other news of what another node did.
    @Test func whoIsSignedOutElsewhereSeesNothingMoreThoughTheSessionIsRemembered() async throws {
        try await LiveControlPlane.with { plane in
            let session = try await AccessDoor(plane).signIn("ann", [Grant(.viewer)])
            let user = try #require(session.principal.user).id
            var options = WebSocketOptions()
            options.subprotocols = [LiveProtocol.name]
            let socket = try await HTTPClient().webSocket(
                to: plane.network, "/v1/live", headers: ["Cookie": "dextra_session=\(session.token.reveal())"],
                options: options)
            try await socket.send(try JSONText.encode(LiveRequest.subscribe(id: "x", .events(.init()))))
            try await Self.read(socket) { if case .subscribed = $0 { true } else { false } }
            let events = plane.delivery.parts.events
            try await plane.delivery.database.write { connection in
                _ = try SessionStore().delete(session.session.id, of: user, on: connection)
                try events.append("session.ended", subject: "user/\(user)", on: connection)
            }
            try await events.append("test.secret", subject: "x")
            let rest = try await Self.read(socket) { _ in false }
            #expect(!rest.contains { if case .event(_, let event) = $0 { event.type == "test.secret" } else { false } })
            #expect(await socket.closing?.code.rawValue == LiveProtocol.signedOut)
        }
    }

    /// Everything up to the first message that is it, or to the end.
    @discardableResult
    private static func read(_ socket: WebSocket, until isLast: (LiveMessage) -> Bool) async throws -> [LiveMessage] {
        var messages: [LiveMessage] = []
        while case .text(let text)? = try await socket.receive() {
            messages.append(try JSONText.decode(LiveMessage.self, from: text))
            if let last = messages.last, isLast(last) { break }
        }
        return messages
    }

    /// A proxy may ask under another name than the page's.
    @Test func thePageMayConnectThroughAProxyWhenItsAddressIsKnown() async throws {
        let page = "http://dextra.example.com"
        try await LiveControlPlane.with(access: AccessPolicy(publicURL: page)) { plane in
            let session = try await AccessDoor(plane).signIn("ann", [Grant(.viewer)])
            let fields: HTTPHeaders = ["Cookie": "dextra_session=\(session.token.reveal())"]
            var own = fields
            own.add("Origin", page)
            let socket = try await HTTPClient().webSocket(to: plane.network, "/v1/live", headers: own)
            guard case .text? = try await socket.receive() else {
                Issue.record("no greeting")
                return
            }
            var foreign = fields
            foreign.add("Origin", "http://\(plane.network)")
            #expect(try await plane.fromNetwork(.get, "/v1/live", headers: foreign).status == 401)
        }
    }
}
