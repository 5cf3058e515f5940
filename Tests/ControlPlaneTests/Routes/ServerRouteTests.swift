// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Testing
import Wire

@Suite struct ServerRouteTests {
    @Test func informsOfItself() async throws {
        try await LiveControlPlane.with { plane in
            let answer = try await plane.ask(.get, "/v1/info")
            #expect(answer.status == 200 && answer.type == "application/json")
            #expect(try answer.decode(as: ServerInfo.self).proxy.port == 8080)
        }
    }

    @Test func stopsAfterItHasAnswered() async throws {
        try await LiveControlPlane.with { plane in
            let answer = try await plane.ask(.post, "/v1/server/stop")
            #expect(answer.status == 202)
            while plane.stops.value == 0 { await Task.yield() }
            #expect(plane.stops.value == 1)
        }
    }

    @Test func refusesWhatIsNoRoute() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.expectProblem(404, "route_not_found", .get, "/v2/info")
            try await plane.expectProblem(404, "route_not_found", .get, "/")
            try await plane.expectProblem(405, "method_not_allowed", .put, "/v1/info")
            #expect(try await plane.send(.put, "/v1/info").headers["Allow"] == "GET, HEAD, OPTIONS")
        }
    }
}
