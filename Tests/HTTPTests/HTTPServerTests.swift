// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import HTTP
import Primitives
import Testing

/// What one connection sends and gets, byte for byte.
@Suite struct HTTPServerTests {
    struct Broken: Error { let secret: String }

    static let router: Router = {
        var router = Router()
        router.get("/hello") { try await $0.respond(.text("hello")) }
        router.get("/names/:name") { exchange in
            try await exchange.respond(.text(try exchange.parameter("name")))
        }
        router.get("/names/all") { try await $0.respond(.text("everybody")) }
        router.get("/files/*") { try await $0.respond(.text(String($0.request.path))) }
        router.get("/query") { try await $0.respond(.text($0.request.query["a"] ?? "none")) }
        router.post("/echo") { exchange in
            try await exchange.start(headers: ["Content-Type": "application/octet-stream"])
            while let chunk = try await exchange.nextBody() { try await exchange.write(chunk) }
        }
        router.post("/collect") { exchange in
            try await exchange.respond(.text("\(try await exchange.collectBody(upTo: 1000).count)"))
        }
        router.post("/ignores-its-body") { try await $0.respond(.text("done")) }
        router.get("/failure") { _ in throw Failure(.notFound, "no such thing", hint: "look elsewhere") }
        router.get("/error") { _ in throw Broken(secret: "hunter2") }
        router.get("/silent") { _ in }
        router.get("/short") { exchange in
            try await exchange.start(length: 10)
            try await exchange.write("hello")
        }
        router.get("/split") { exchange in
            try await exchange.respond(HTTPResponse(headers: ["X-A": "a\r\nX-B: b"]))
        }
        router.get("/breaks") { exchange in
            try await exchange.start()
            try await exchange.write("begun")
            throw Broken(secret: "hunter2")
        }
        return router
    }()

    /// Sends the text and gives everything up to the end of the connection, which is the same with and without TLS.
    private func conversation(_ text: String, limits: HTTPLimits = HTTPLimits()) async throws -> String {
        let plain = try await conversation(text, over: .tcp, limits)
        let secure = try await conversation(text, over: .tls, limits)
        #expect(Self.withoutDates(secure) == Self.withoutDates(plain))
        return plain
    }

    private func conversation(
        _ text: String, over transport: Transport, _ limits: HTTPLimits
    ) async throws -> String {
        let answer = Once<String>()
        try await transport.serve(limits: limits, handler: Self.router.handler) { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send(text)
            await answer.set(try await connection.receiveAll())
        }
        return try #require(await answer.value)
    }

    private static func withoutDates(_ answer: String) -> [String] {
        answer.components(separatedBy: "\r\n").filter { !$0.hasPrefix("Date: ") }
    }

    private func get(_ target: String, method: String = "GET") async throws -> String {
        try await conversation("\(method) \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    }

    @Test func answersAndSaysTheDate() async throws {
        let answer = try await get("/hello")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains("\r\nDate: "))
        #expect(answer.contains("\r\nContent-Length: 5\r\n"))
        #expect(answer.hasSuffix("Connection: close\r\n\r\nhello"))
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        let answer = try await conversation(
            "GET /names/a HTTP/1.1\r\nHost: x\r\n\r\n"
                + "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
                + "POST /ignores-its-body HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /names/%2Fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        let parts = answer.components(separatedBy: "\r\n\r\n")
        #expect(parts.count == 6)
        #expect(parts[1].hasPrefix("a"))
        #expect(parts[2] == "2\r\nhi\r\n0")
        #expect(parts[4].hasPrefix("done"))
        #expect(parts[5] == "/b")
    }

    @Test func aThousandPipelinedRequestsAreAnswered() async throws {
        let one = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
        let last = "GET /names/end HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        let answer = try await conversation(String(repeating: one, count: 1000) + last)
        #expect(answer.components(separatedBy: "\r\n\r\nhello").count == 1001)
        #expect(answer.hasSuffix("end"))
    }

    @Test func headHasTheHeadersOfGetAlone() async throws {
        let answer = try await get("/hello", method: "HEAD")
        #expect(answer.contains("Content-Length: 5\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n"))
    }

    @Test func routesByLiteralThenNameThenRest() async throws {
        #expect(try await get("/names/all").hasSuffix("everybody"))
        #expect(try await get("/names/one%20two").hasSuffix("\r\n\r\none two"))
        #expect(try await get("/files/a/b").hasSuffix("\r\n\r\n/files/a/b"))
        #expect(try await get("/query?b=1&a=x%26+y").hasSuffix("\r\n\r\nx& y"))
    }

    @Test func unknownPathsAndMethodsAreProblems() async throws {
        let missing = try await get("/nowhere")
        #expect(missing.hasPrefix("HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n"))
        #expect(missing.contains("\"code\":\"route_not_found\""))
        let wrong = try await get("/hello", method: "POST")
        #expect(wrong.hasPrefix("HTTP/1.1 405 "))
        #expect(wrong.contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"))
        let options = try await get("/hello", method: "OPTIONS")
        #expect(options.hasPrefix("HTTP/1.1 204 "))
    }

    @Test func failuresSpeakAndOtherErrorsDoNot() async throws {
        let failure = try await get("/failure")
        #expect(failure.hasPrefix("HTTP/1.1 404 "))
        #expect(failure.contains("\"detail\":\"no such thing\""))
        #expect(failure.contains("\"hint\":\"look elsewhere\""))
        for path in ["/error", "/silent"] {
            let error = try await get(path)
            #expect(error.hasPrefix("HTTP/1.1 500 "))
            #expect(error.contains("\"code\":\"internal_error\""))
            #expect(!error.contains("hunter2"))
        }
    }

    @Test func anAnswerThatBreaksOffIsNotMistakenForAWholeOne() async throws {
        let chunked = try await get("/breaks")
        #expect(chunked.hasSuffix("5\r\nbegun\r\n"))
        let fixed = try await get("/short")
        #expect(!fixed.hasSuffix("hello\r\n"))
    }

    @Test func aHeaderValueCannotBecomeAField() async throws {
        let answer = try await get("/split")
        #expect(answer.contains("\r\nX-A: a  X-B: b\r\n"))
    }

    @Test func malformedRequestsAreRefusedAndTheConnectionEnds() async throws {
        let answer = try await conversation(
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 400 "))
        #expect(answer.contains("Connection: close\r\n"))
        #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2)
    }

    @Test func aFaultAfterAnAnsweredRequestGetsItsOwnAnswer() async throws {
        let answer = try await conversation("GET /hello HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/3.0\r\n\r\n")
        #expect(answer.contains("hello"))
        #expect(answer.contains("HTTP/1.1 505 "))
    }

    @Test func bodiesBeyondALimitAre413() async throws {
        let body = String(repeating: "x", count: 1001)
        let collected = try await conversation(
            "POST /collect HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1001\r\n\r\n\(body)")
        #expect(collected.hasPrefix("HTTP/1.1 413 "))
        var limits = HTTPLimits()
        limits.bodyBytes = 1000
        let announced = try await conversation(
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n\(body)", limits: limits)
        #expect(announced.hasPrefix("HTTP/1.1 413 "))
        let chunked = try await conversation(
            "POST /collect HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n\(body)\r\n0\r\n\r\n",
            limits: limits)
        #expect(chunked.hasPrefix("HTTP/1.1 413 "))
    }

    @Test func continueIsSaidOnlyWhenTheBodyIsWanted() async throws {
        let head = "HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
        let wanted = try await conversation("POST /echo \(head)hi")
        #expect(wanted.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
        let unwanted = try await conversation("POST /ignores-its-body \(head)hi")
        #expect(unwanted.hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    @Test func aHeadThatStopsTimesOut() async throws {
        var limits = HTTPLimits()
        limits.headTime = .seconds(2)  // enough for a handshake on a busy machine
        let head = try await conversation("GET /hello HTTP/1.1\r\nHo", limits: limits)
        #expect(head.hasPrefix("HTTP/1.1 408 "))
    }

    @Test func aBodyThatStopsTimesOut() async throws {
        var limits = HTTPLimits()
        limits.bodyTime = .milliseconds(60)
        let body = try await conversation(
            "POST /collect HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhi", limits: limits)
        #expect(body.hasPrefix("HTTP/1.1 408 "))
    }

    @Test func anIdleConnectionIsClosedWithoutAWord() async throws {
        var limits = HTTPLimits()
        limits.idleTime = .milliseconds(60)
        #expect(try await conversation("", limits: limits).isEmpty)
        // Long enough for the request to arrive on a busy machine.
        limits.idleTime = .seconds(2)
        let idle = try await conversation("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n", limits: limits)
        #expect(idle.hasSuffix("\r\n\r\nhello"))
    }

    /// A head that trickles in may not keep its connection by keeping it busy.
    @Test(arguments: Transport.allCases) func aTricklingHeadTimesOut(transport: Transport) async throws {
        var limits = HTTPLimits()
        limits.headTime = .seconds(2)  // enough for a handshake on a busy machine
        try await transport.serve(limits: limits, handler: Self.router.handler) { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send("GET /hello HTTP/1.1\r\n")
            let sender = Task {  // Owned by this test, which cancels it below.
                for index in 0..<10_000 {
                    try await connection.send("X-\(index): y\r\n")
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            let answer = try await connection.receiveAll()
            sender.cancel()
            #expect(answer.hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test(arguments: Transport.allCases) func aPeerThatFinishedSendingStillGetsItsAnswer(transport: Transport)
        async throws
    {
        var limits = HTTPLimits()
        limits.halfClosedTime = .seconds(60)
        try await transport.serve(limits: limits, handler: Self.router.handler) { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            connection.finishSending()
            #expect(try await connection.receiveAll().hasSuffix("hello"))
        }
    }

    /// The loop stands still past the time for a head, whose rest comes meanwhile: it came in time.
    @Test func whatCameWhileTheLoopWasHeldUpCounts() async throws {
        var limits = HTTPLimits()
        limits.headTime = .milliseconds(500)
        let handler: HTTPHandler = { exchange in
            if exchange.request.path == "/hold" { usleep(1_000_000) }
            try await exchange.respond(.text("fine"))
        }
        try await LiveServer.tcp(
            limits: limits, threads: 1, configure: { $0.placement = .begunOnLoop }, handler: handler
        ) { endpoint in
            let slow = try RawConnection(endpoint)
            let holding = try RawConnection(endpoint)
            try await slow.send("GET / HTTP/1.1\r\n")
            try await holding.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n")
            try await Task.sleep(for: .milliseconds(50))
            try await slow.send("Host: x\r\nConnection: close\r\n\r\n")
            #expect(try await slow.receiveAll().hasPrefix("HTTP/1.1 200 "))
        }
    }
}
