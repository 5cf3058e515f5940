// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import HTTP
import Identity
import Model
import Primitives
import Testing

/// What every response has, and what other sites' pages get.
@Suite struct RequestFrameTests {
    @Test func everyResponseNamesItsRequest() async throws {
        try await LiveControlPlane.with { plane in
            for (target, status) in [("/health/live", 200), ("/v1/users", 401), ("/nothing", 404)] {
                let answer = try await plane.fromNetwork(.get, target)
                #expect(answer.status == status)
                #expect(answer.headers["X-Request-ID"]?.isEmpty == false)
                #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
                #expect(answer.headers["X-Dextra-Version"] == DextraVersion.current)
            }
        }
    }

    @Test func eventStreamsAreResponsesLikeOthers() async throws {
        let origin = "https://ci.example.com"
        try await LiveControlPlane.with(access: AccessPolicy(corsOrigins: [origin])) { plane in
            let stream = try await plane.send(
                .get, "/v1/events", headers: ["Accept": "text/event-stream", "Origin": origin])
            #expect(stream.headers["X-Request-ID"]?.isEmpty == false)
            #expect(stream.headers["Access-Control-Allow-Origin"] == origin)
            #expect(stream.headers["X-Content-Type-Options"] == "nosniff")
            stream.close()
        }
    }

    @Test(arguments: ["abc-DEF_1.2", String(repeating: "x", count: 64)])
    func aPlainIDOfTheClientIsKept(id: String) async throws {
        try await LiveControlPlane.with { plane in
            let answer = try await plane.fromNetwork(.get, "/health/live", headers: ["X-Request-ID": id])
            #expect(answer.headers.values("X-Request-ID") == [id])
        }
    }

    @Test(arguments: ["a b", "a\"b", "ä", String(repeating: "x", count: 65)])
    func anyOtherIsReplaced(id: String) async throws {
        try await LiveControlPlane.with { plane in
            let answer = try await plane.fromNetwork(.get, "/health/live", headers: ["X-Request-ID": id])
            #expect(answer.headers.values("X-Request-ID").count == 1 && answer.headers["X-Request-ID"] != id)
        }
    }

    @Test func listedOriginsMayReadAndNoOthers() async throws {
        try await LiveControlPlane.with(access: AccessPolicy(corsOrigins: ["https://ci.example.com"])) { plane in
            let allowed = try await plane.fromNetwork(
                .get, "/health/live", headers: ["Origin": "https://ci.example.com"])
            #expect(allowed.headers["Access-Control-Allow-Origin"] == "https://ci.example.com")
            #expect(allowed.headers["Vary"]?.contains("Origin") == true)
            // Cookies are never for them.
            #expect(!allowed.headers.contains("Access-Control-Allow-Credentials"))
            for origin in ["https://evil.example", "https://ci.example.com.evil.example", "null", "*"] {
                let refused = try await plane.fromNetwork(.get, "/health/live", headers: ["Origin": origin])
                #expect(!refused.headers.contains("Access-Control-Allow-Origin"))
                #expect(refused.headers["Vary"]?.contains("Origin") == true)
            }
        }
    }

    @Test func preflightsSayWhatTheyMaySend() async throws {
        try await LiveControlPlane.with(access: AccessPolicy(corsOrigins: ["https://ci.example.com"])) { plane in
            let ask: HTTPHeaders = ["Access-Control-Request-Method": "DELETE"]
            let allowed = try await plane.fromNetwork(
                .options, "/v1/projects/shop", headers: ask, and: ["Origin": "https://ci.example.com"])
            #expect(allowed.status == 204)
            #expect(allowed.headers["Access-Control-Allow-Methods"]?.contains("DELETE") == true)
            let names = allowed.headers["Access-Control-Allow-Headers"] ?? ""
            for name in ["Authorization", "Idempotency-Key", "If-Match"] { #expect(names.contains(name)) }
            // The token of a session is of no use to them.
            #expect(!names.contains("X-CSRF-Token"))
            let refused = try await plane.fromNetwork(
                .options, "/v1/projects/shop", headers: ask, and: ["Origin": "https://evil.example"])
            for name in ["Methods", "Headers", "Origin"] {
                #expect(!refused.headers.contains("Access-Control-Allow-\(name)"))
            }
        }
    }

    @Test(arguments: [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via", "Sec-Fetch-Site",
        "Origin",
    ])
    func whatIsPassedOnOverTheSocketIsNotItsOwners(field: String) async throws {
        try await LiveControlPlane.with { plane in
            let (own, passedOn) = (
                try await plane.ask(.get, "/v1/users"),
                try await plane.ask(.get, "/v1/users", headers: [field: "none"])
            )
            #expect(own.status == 200 && passedOn.status == 401)
        }
    }

    @Test func whoAsksTooOftenIsToldWhenToComeAgain() async throws {
        let slow = AccessPolicy(requestsPerSecond: 0.001, requestBurst: 5)
        try await LiveControlPlane.with(access: slow) { plane in
            let door = AccessDoor(plane)
            let (ann, bob) = (try await door.signIn("ann", [Grant(.viewer)]), try await door.signIn("bob", []))
            func ask(_ session: StartedSession) async throws -> LiveControlPlane.NetworkAnswer {
                try await plane.fromNetwork(
                    .get, "/v1/info", headers: ["Cookie": "dextra_session=\(session.token.reveal())"],
                    and: ["X-Forwarded-For": "192.0.2.1"])
            }
            for _ in 0..<5 { #expect(try await ask(ann).status == 200) }
            let answer = try await ask(ann)
            #expect(answer.status == 429 && answer.code == "too_many_requests")
            #expect(answer.headers["Retry-After"].flatMap { Int($0) }.map { $0 > 0 } == true)
            // Each has a pace of their own, and the machine's own user none.
            #expect(try await ask(bob).status == 200)
            for _ in 0..<20 { #expect(try await plane.ask(.get, "/v1/info").status == 200) }
        }
    }
}
