// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import Delivery
import DeliveryKit
import HTTP
import Identity
import Model
import Primitives
import Synchronization
import Testing
import Wire
import Workflows

/// What is written down of a request, and counted of it, once it is over.
@Suite struct AccessLogTests {
    /// Hands over each line of the log when it is written.
    private final class Lines: LogSink {
        private let (lines, continuation) = AsyncStream.makeStream(of: [String: String].self)

        func write(_ record: LogRecord) {
            let fields = Dictionary(record.fields.map { ($0.key, $0.value) }) { $1 }
            continuation.yield(fields.merging(["message": record.message, "level": record.level.rawValue]) { $1 })
        }

        /// The next line about a request.
        func next(of id: String?) async -> [String: String] {
            for await line in lines where line["id"] == id { return line }
            return [:]
        }

        /// The next line about a path, `-` for what has none.
        func next(about path: String) async -> [String: String] {
            for await line in lines where line["path"] == path { return line }
            return [:]
        }
    }

    private static func with(_ body: @escaping (LiveControlPlane, Lines) async throws -> Void) async throws {
        let lines = Lines()
        try await LiveControlPlane.with(
            access: AccessPolicy(corsOrigins: ["https://ci.example.com"]), logger: Logger(label: "access", sink: lines)
        ) { try await body($0, lines) }
    }

    @Test func aStreamThatTheClientClosesHasItsStatus() async throws {
        try await Self.with { plane, lines in
            try await plane.delivery.parts.events.append("test.one", subject: "thing")
            let ann = try await AccessDoor(plane).signIn("ann", [Grant(.owner)])
            let token = try await plane.identity.tokens.create(
                CreateTokenRequest(name: "page", scopes: [.view]), by: ann.principal)
            let fields: HTTPHeaders = [
                "Accept": "text/event-stream", "Origin": "https://ci.example.com",
                "Authorization": "Bearer \(token.secret)",
            ]
            let response = try await plane.send(.get, "/v1/events", headers: fields)
            // It is an answer like any other, also to pages that may read it.
            for name in ["X-Request-ID", "X-Content-Type-Options", "Access-Control-Allow-Origin"] {
                #expect(response.headers.contains(name), "\(name)")
            }
            for try await _ in response.events { break }
            response.close()
            let line = await lines.next(about: "/v1/events")
            #expect(line["status"] == "200" && line["id"] == response.headers["X-Request-ID"])
            #expect(line["bytes"].flatMap { Int($0) } ?? 0 > 0)
        }
    }

    @Test func whyAnAnswerBrokeOffIsWrittenDown() async throws {
        try await Self.with { plane, lines in
            try await plane.delivery.deploy(["index.html": "one"])
            plane.delivery.platform.state.withLock {
                $0.written = ["hello"]
                $0.logFailure = Failure(FailureCode("engine_unavailable", .unavailable), "the engine is away")
            }
            let response = try await plane.send(.get, "/v1/projects/shop/logs")
            #expect(response.status == .ok)
            await #expect(throws: Failure.self) { _ = try await response.collect() }
            let line = await lines.next(of: response.headers["X-Request-ID"])
            #expect(line["message"] == "an answer broke off" && line["level"] == "error")
            #expect(line["error"]?.contains("engine_unavailable") == true)
        }
    }

    /// Whoever stops listening breaks nothing off.
    @Test func anAnswerThatTheClientClosesIsNoError() async throws {
        try await Self.with { plane, lines in
            try await plane.delivery.deploy(["index.html": "one"])
            plane.delivery.platform.state.withLock { $0.written = ["hello"] }
            let response = try await plane.send(.get, "/v1/projects/shop/logs?follow=true")
            #expect(try await response.nextBody() == Array("hello\n".utf8))
            response.close()
            #expect(await lines.next(of: response.headers["X-Request-ID"])["message"] == "request")
        }
    }

    @Test func aWebSocketHasItsStatus() async throws {
        try await Self.with { plane, lines in
            var options = WebSocketOptions()
            options.subprotocols = [LiveProtocol.name]
            let socket = try await HTTPClient().webSocket(to: .unix(plane.socket), "/v1/live", options: options)
            #expect(await lines.next(about: "/v1/live")["status"] == "101")
            await socket.close()
        }
    }

    @Test func whatNothingAnswersIsWrittenDownAndCountedToo() async throws {
        try await Self.with { plane, lines in
            try await plane.expectProblem(404, "route_not_found", .get, "/v1/secrets")
            #expect(await lines.next(about: "/v1/secrets")["status"] == "404")
            try await plane.expectProblem(405, "method_not_allowed", HTTPMethod(rawValue: "BREW"), "/v1/projects")
            let figures = Set(try await plane.ask(.get, "/metrics").text.split(separator: "\n").map(String.init))
            for labels in [#"method="GET",status="404""#, #"method="other",status="405""#] {
                #expect(figures.contains(#"dextra_http_requests_total{operation="none",\#(labels)} 1"#), "\(labels)")
            }
        }
    }

    @Test func whatTheServerRefusesItselfIsWrittenDownAndCountedToo() async throws {
        try await Self.with { plane, lines in
            let answer = try await plane.fromNetwork(
                .get, "/v1/projects", headers: ["Host": "one"], and: ["Host": "two"])
            try #require(answer.status == 400)
            #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
            let line = await lines.next(about: "-")
            #expect(line["status"] == "400" && line["reason"] == "there must be exactly one Host field")
            #expect(line["id"] == answer.headers["X-Request-ID"] && line["id"]?.isEmpty == false)
            let figures = try await plane.ask(.get, "/metrics").text
            let name = #"dextra_http_requests_total{operation="refused",method="other",status="400"}"#
            #expect(figures.contains("\n\(name) 1\n"))
        }
    }

    @Test func refusalsAreCountedByTheirStatus() async throws {
        try await Self.with { plane, _ in
            try await plane.expectProblem(404, "project_not_found", .get, "/v1/projects/nothing")
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/projects?limit=0")
            #expect(try await plane.ask(.get, "/v1/projects").status == 200)
            let figures = Set(try await plane.ask(.get, "/metrics").text.split(separator: "\n").map(String.init))
            for (operation, status) in [("getProject", 404), ("listProjects", 422), ("listProjects", 200)] {
                let name = #"dextra_http_requests_total{operation="\#(operation)",method="GET",status="\#(status)"}"#
                #expect(figures.contains("\(name) 1"), "\(operation) \(status)")
            }
        }
    }
}
