// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Synchronization
import TestKit
import Testing

@Suite struct HTTPClientTests {
    @Test(arguments: Transport.allCases) func streamsBothWays(transport: Transport) async throws {
        let sent = (0..<64).map { [UInt8](repeating: UInt8($0), count: 8000 + $0) }
        try await live(transport) { endpoint in
            let parts = Mutex(sent[...])
            let response = try await HTTPClient.trusting().request(
                to: endpoint,
                HTTPClientRequest(.post, "/echo", body: .stream(length: nil) { parts.withLock { $0.popFirst() } }))
            #expect(response.status == .ok)
            #expect(try await response.collect() == Array(sent.joined()))
        }
    }

    @Test(arguments: [Transport.tcp, .tls]) func reusesAConnectionForRepeatableRequests(transport: Transport)
        async throws
    {
        try await live(transport) { endpoint in
            let client = try await HTTPClient.trusting()
            var ports: Set<[UInt8]> = []
            for _ in 0..<5 {
                ports.insert(try await client.request(to: endpoint, HTTPClientRequest(.get, "/port")).collect())
            }
            #expect(ports.count == 1)
            // A request that must not be sent twice does not risk a connection that may have gone stale.
            ports.insert(try await client.request(to: endpoint, HTTPClientRequest(.post, "/port")).collect())
            #expect(ports.count == 2)
        }
    }

    @Test(arguments: Transport.allCases) func aBodyOfKnownLengthArrivesWhole(transport: Transport) async throws {
        try await live(transport) { endpoint in
            let body = [UInt8](repeating: 7, count: 3 << 20)
            let response = try await HTTPClient.trusting().request(
                to: endpoint, HTTPClientRequest(.put, "/count", body: .bytes(body)))
            #expect(try await response.collect() == Array("\(3 << 20)".utf8))
        }
    }

    @Test(arguments: Transport.allCases) func headAndNoContentHaveNoBody(transport: Transport) async throws {
        try await live(transport) { endpoint in
            let client = try await HTTPClient.trusting()
            let head = try await client.request(to: endpoint, HTTPClientRequest(.head, "/names/abc"))
            #expect(head.headers["content-length"] == "3")
            #expect(try await head.collect() == [])
            let empty = try await client.request(to: endpoint, HTTPClientRequest(.delete, "/names/abc"))
            #expect(empty.status == .noContent)
            #expect(try await empty.collect() == [])
        }
    }

    @Test(arguments: Transport.allCases) func eventsArriveOneByOne(transport: Transport) async throws {
        try await live(transport) { endpoint in
            let response = try await HTTPClient.trusting().request(
                to: endpoint, HTTPClientRequest(.get, "/events", timeouts: .following))
            var events: [ServerSentEvent] = []
            for try await event in response.events { events.append(event) }
            #expect(
                events == [
                    ServerSentEvent(event: "step", id: "1", data: "a\nb"), ServerSentEvent(id: "2", data: ""),
                ])
        }
    }

    @Test func refusedConnectionsAndUnknownHostsHaveTheirCodes() async throws {
        try await TemporaryDirectory.with { directory in
            await expect(.connectionRefused, .unix(directory + "/none"))
            await expect(.socketPathTooLong, .unix("/" + String(repeating: "x", count: 107)))
            await expect(.connectionRefused, .tcp(host: "127.0.0.1", port: 1))
            await expect(.hostNotFound, .tcp(host: "no-such-host.invalid", port: 80))
        }
    }

    @Test(arguments: Transport.allCases) func aSilentServerTimesOut(transport: Transport) async throws {
        try await live(transport) { endpoint in
            let request = HTTPClientRequest(
                .get, "/forever", timeouts: HTTPTimeouts(response: .milliseconds(50), idle: .milliseconds(50)))
            await expect(.responseTimedOut, endpoint, request)
            let streaming = HTTPClientRequest(.get, "/stalls", timeouts: HTTPTimeouts(idle: .milliseconds(50)))
            let response = try await HTTPClient.trusting().request(to: endpoint, streaming)
            let failure = await #expect(throws: Failure.self) { try await response.collect() }
            #expect(failure?.code == .responseTimedOut)
        }
    }

    @Test(arguments: Transport.allCases) func cancellationClosesTheConnection(transport: Transport) async throws {
        try await live(transport) { endpoint in
            let response = try await HTTPClient.trusting().request(to: endpoint, HTTPClientRequest(.get, "/stalls"))
            #expect(try await response.nextBody() == Array("begin".utf8))
            let outcome = await withTaskGroup(of: (any Error)?.self) { group in
                group.addTask {
                    do { _ = try await response.nextBody() } catch { return error }
                    return nil
                }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(outcome is CancellationError)
            // The handler is told: its task is cancelled and says so.
            let seen = try await HTTPClient.trusting().request(to: endpoint, HTTPClientRequest(.get, "/was-cancelled"))
            #expect(try await seen.collect() == Array("yes".utf8))
        }
    }

    @Test(arguments: Transport.allCases) func theEndIsSeenThoughItCameWithDataWhileNobodyRead(transport: Transport)
        async throws
    {
        try await live(transport) { endpoint in
            let client = try await HTTPClient.trusting()
            let response = try await client.request(
                to: endpoint, HTTPClientRequest(.get, "/breaks", timeouts: HTTPTimeouts(idle: .seconds(20))))
            #expect(try await response.nextBody() == Array("begin".utf8))
            _ = try await client.request(to: endpoint, HTTPClientRequest(.post, "/break")).collect()
            // Long enough for the hang-up to arrive, with the last bytes before it, while there is no reader.
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await response.nextBody() == Array("rest".utf8))
            let failure = await #expect(throws: Failure.self) { try await response.nextBody() }
            #expect(failure?.code == .connectionClosed)
        }
    }

    private func expect(
        _ code: FailureCode, _ endpoint: HTTPEndpoint, _ request: HTTPClientRequest = HTTPClientRequest(.get, "/")
    ) async {
        let failure = await #expect(throws: Failure.self) {
            try await HTTPClient.trusting().request(to: endpoint, request)
        }
        #expect(failure?.code == code)
    }

    private func live(
        _ transport: Transport, _ body: @Sendable @escaping (HTTPEndpoint) async throws -> Void
    ) async throws {
        try await transport.serve(handler: Self.router().handler, body)
    }

    private static func router() -> Router {
        let cancelled = Signal()
        let broken = Signal()
        var router = Router()
        router.get("/names/:name") { try await $0.respond(.text(try $0.parameter("name"))) }
        router.delete("/names/:name") { try await $0.respond(HTTPResponse(.noContent)) }
        for method in [HTTPMethod.get, .post] {
            router.on(method, "/port") { try await $0.respond(.text("\($0.request.peer)")) }
        }
        router.post("/echo") { exchange in
            try await exchange.start()
            while let chunk = try await exchange.nextBody() { try await exchange.write(chunk) }
        }
        router.put("/count") { exchange in
            var count = 0
            while let chunk = try await exchange.nextBody() { count += chunk.count }
            try await exchange.respond(.text(String(count)))
        }
        router.get("/events") { exchange in
            let events = try await exchange.startEvents()
            try await exchange.write("retry: 3000\n\n")
            try await events.send(event: "step", id: "1", data: "a\nb")
            try await events.send(id: "2", data: "")
        }
        router.get("/forever") { _ in try await TimeSource.system.sleep(for: .seconds(3600)) }
        router.get("/stalls") { exchange in
            try await exchange.start()
            try await exchange.write("begin")
            do { try await TimeSource.system.sleep(for: .seconds(3600)) } catch {
                cancelled.set()
                throw error
            }
        }
        router.get("/breaks") { exchange in
            try await exchange.start()
            try await exchange.write("begin")
            await broken.wait()
            try await exchange.write("rest")
            throw Failure(.timedOut, "broken off")
        }
        router.post("/break") { exchange in
            broken.set()
            try await exchange.respond(HTTPResponse(.noContent))
        }
        router.get("/was-cancelled") { exchange in
            await cancelled.wait()
            try await exchange.respond(.text("yes"))
        }
        return router
    }
}
