// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Testing

@Suite struct HTTPServerTests {
    static let router: Router = {
        var router = Router()
        router.get("/hello") { try await $0.respond(.text("hello")) }
        router.get("/names/:name") { exchange in
            try await exchange.respond(.text(try exchange.parameter("name")))
        }
        router.post("/echo") { exchange in
            try await exchange.start(headers: ["Content-Type": "application/octet-stream"])
            while let chunk = try await exchange.nextBody() { try await exchange.write(chunk) }
        }
        router.post("/collect") { exchange in
            try await exchange.respond(.text("\(try await exchange.collectBody(upTo: 1000).count)"))
        }
        router.get("/failure") { _ in throw Failure(.notFound, "no such thing", hint: "look elsewhere") }
        router.get("/error") { _ in throw Broken(secret: "hunter2") }
        router.get("/silent") { _ in }
        return router
    }()

    struct Broken: Error { let secret: String }

    private func exchange(_ text: String, limits: HTTPLimits = HTTPLimits()) async throws -> String {
        let answer = Answer()
        try await LiveServer.tcp(limits: limits, handler: Self.router.handler) { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send(text)
            await answer.set(try await connection.receiveAll())
        }
        return await answer.text
    }

    actor Answer {
        var text = ""
        func set(_ text: String) { self.text = text }
    }

    @Test func answersAndSaysTheDate() async throws {
        let answer = try await exchange("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains("\r\nDate: "))
        #expect(answer.contains("\r\nContent-Length: 5\r\n"))
        #expect(answer.hasSuffix("Connection: close\r\n\r\nhello"))
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        let one =
            "GET /names/a HTTP/1.1\r\nHost: x\r\n\r\nPOST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
        let answer = try await exchange(one + "GET /names/%2Fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        let bodies = answer.components(separatedBy: "\r\n\r\n")
        #expect(bodies.count == 5)
        #expect(bodies[1].hasPrefix("a"))
        #expect(bodies[2] == "2\r\nhi\r\n0")
        #expect(bodies[4] == "/b")
    }
}

extension String {
    func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let hit = rest.firstRange(of: separator) {
            parts.append(String(rest[..<hit.lowerBound]))
            rest = rest[hit.upperBound...]
        }
        return parts + [String(rest)]
    }
}
