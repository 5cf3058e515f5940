// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import DeliveryKit
import HTTP
import Identity
import Model
import Primitives
import Testing

@Suite(.timeLimit(.minutes(2))) struct LogRouteTests {
    @Test func followingALogAsTextEndsWithTheSession() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            let session = try await AccessDoor(plane).signIn("ann", [Grant(.viewer)])
            let response = try await HTTPClient().request(
                to: plane.network,
                HTTPClientRequest(
                    .get, "/v1/projects/shop/logs?follow=true",
                    headers: ["Cookie": "dextra_session=\(session.token.reveal())"], timeouts: .following))
            #expect(response.status == .ok)
            try await plane.identity.sessions.signOut(session.principal)
            // It looks cut off, as it is.
            await #expect(throws: Failure.self) { while try await response.nextBody() != nil {} }
        }
    }
}
