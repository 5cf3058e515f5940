// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import HTTP
import Model
import Primitives
import Synchronization
import TestKit
import Testing
import Wire

@Suite struct ServerClientTests {
    @Test func valuesArriveAsTheyWereSent() async throws {
        try await ScriptedServer.with {
            $0.get("/v1/info") { try await $0.respond(json: ScriptedServer.info) }
        } _: { client in
            let info = try await client.info()
            #expect(info.isolation == .none)
            #expect(info.proxy.port == 8080)
        }
    }

    @Test func failuresArriveAsTheyWereThrown() async throws {
        let thrown = Failure(
            FailureCode("health_check_failed", .rejected), "it is not well", hint: "look at it",
            metadata: [.init("last_lines", "a\nb")], cause: Failure(.timedOut, "too slow"))
        try await ScriptedServer.with {
            $0.post("/v1/runs/:id/cancel") { exchange in
                let body = Array(try JSONText.encode(Problem(thrown)).utf8)
                try await exchange.start(
                    HTTPStatus(422), headers: ["Content-Type": Problem.contentType], length: body.count)
                try await exchange.write(body)
            }
        } _: { client in
            let failure = await #expect(throws: Failure.self) { try await client.cancel("abc") }
            #expect(failure == thrown)
        }
    }

    @Test func aRequestThatReachesNoRouteKeepsItsCode() async throws {
        try await ScriptedServer.with { _ in
        } _: { client in
            let failure = await #expect(throws: Failure.self) { try await client.projects() }
            #expect(failure?.code == .routeNotFound)
            #expect(failure?.code.category == .notFound)
        }
    }

    @Test func anAnswerOfAnotherShapeIsNamed() async throws {
        try await ScriptedServer.with {
            $0.get("/v1/projects") { try await $0.respond(json: ["surprise"]) }
        } _: { client in
            let failure = await #expect(throws: Failure.self) { try await client.projects() }
            #expect(failure?.code == .unexpectedAnswer)
        }
    }

    @Test func whatIsTypedCannotReachAnotherRoute() async throws {
        try await ScriptedServer.with {
            $0.get("/v1/runs/:id") { exchange in
                throw Failure(.notFound, try exchange.parameter("id"))
            }
        } _: { client in
            let failure = await #expect(throws: Failure.self) { try await client.run("../projects?x=1") }
            #expect(failure?.message == "../projects?x=1")
        }
    }

    @Test func nobodyListening() async throws {
        try await TemporaryDirectory.with { home in
            let failure = await #expect(throws: Failure.self) { try await ServerClient(home: home).info() }
            #expect(failure?.code == .serverNotRunning)
        }
    }

    @Test func contentsAreStreamed() async throws {
        let received = Mutex<[UInt8]>([])
        try await ScriptedServer.with {
            $0.put("/v1/blobs/:digest") { exchange in
                while let bytes = try await exchange.nextBody() { received.withLock { $0 += bytes } }
                try await exchange.respond(json: [:] as JSONValue, status: .created)
            }
        } _: { client in
            let pieces = Mutex<[[UInt8]]>([[1, 2], [3], [4, 5, 6]])
            try await client.upload(String(repeating: "a", count: 64), size: 6) {
                { pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
            }
        }
        #expect(received.withLock { $0 } == [1, 2, 3, 4, 5, 6])
    }
}
