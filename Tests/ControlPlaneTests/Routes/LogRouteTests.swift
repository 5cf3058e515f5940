// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import DeliveryKit
import HTTP
import Identity
import Model
import Primitives
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct LogRouteTests {
    /// The status is told with the first line, so that what fails before it is a problem.
    @Test(arguments: ["", "?follow=true", "?after=1-999999"])
    func aLogThatCantBeReadIsAProblem(query: String) async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            let reason = Failure(FailureCode("log_position_unknown", .conflict), "the log has no such position")
            plane.delivery.platform.state.withLock { $0.logFailure = reason }
            try await plane.expectProblem(409, "log_position_unknown", .get, "/v1/projects/shop/logs" + query)
        }
    }

    @Test func aLogWithNothingInItIsAnAnswer() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            let answer = try await plane.ask(.get, "/v1/projects/shop/logs")
            #expect(answer.status == 200 && answer.type == "text/plain; charset=utf-8" && answer.body.isEmpty)
        }
    }

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
