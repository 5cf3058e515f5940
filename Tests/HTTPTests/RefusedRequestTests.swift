// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Synchronization
import Testing

/// What is told of answers that the handler has no part in.
@Suite struct RefusedRequestTests {
    private final class Notes: Sendable {
        private let notes = Mutex<[RefusedRequest]>([])

        var all: [RefusedRequest] { notes.withLock { $0 } }

        func note(_ refused: RefusedRequest) -> HTTPHeaders {
            notes.withLock {
                $0.append(refused)
                return ["X-Number": "\($0.count)"]
            }
        }
    }

    private static func with(
        limits: HTTPLimits = HTTPLimits(), configure: (inout HTTPServerConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (HTTPEndpoint, Notes) async throws -> Void
    ) async throws {
        let notes = Notes()
        try await LiveServer.tcp(
            limits: limits,
            configure: {
                $0.whenRefused = { notes.note($0) }
                configure(&$0)
            }, handler: { try await $0.respond(.text("fine")) }
        ) { try await body($0, notes) }
    }

    @Test func whatIsNoHTTP() async throws {
        try await Self.with { endpoint, notes in
            let connection = try RawConnection(endpoint)
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /two HTTP/1.1\r\nHost : x\r\n\r\n")
            let answers = try await connection.receiveAll()
            #expect(answers.contains("fine") && answers.contains("HTTP/1.1 400 "))
            #expect(answers.contains("X-Number: 1\r\n"))
            let note = try #require(notes.all.first)
            #expect(notes.all.count == 1 && note.status == .badRequest && note.request == nil)
            #expect(note.reason == "a header field has a malformed name")
        }
    }

    @Test func aHeadThatComesTooSlowly() async throws {
        var limits = HTTPLimits()
        limits.headTime = .milliseconds(50)
        try await Self.with(limits: limits) { endpoint, notes in
            let connection = try RawConnection(endpoint)
            try await connection.send("GET / HTTP/1.1\r\n")
            #expect(try await connection.receiveAll().contains("X-Number: 1\r\n"))
            #expect(notes.all.map(\.status) == [.requestTimeout])
        }
    }

    @Test func whoAsksTooOften() async throws {
        try await Self.with(configure: {
            $0.admission = AdmissionPolicy()
            $0.admission?.requests = .init(perSecond: 0.001, burst: 1)
        }) { endpoint, notes in
            let client = HTTPClient()
            for _ in 0..<2 {
                let answer = try await client.request(to: endpoint, HTTPClientRequest(.get, "/often"))
                _ = try await answer.collect()
                #expect(answer.headers["X-Number"] == (answer.status == .ok ? nil : "1"))
            }
            let note = try #require(notes.all.first)
            #expect(notes.all.count == 1 && note.status == .tooManyRequests)
            #expect(note.request?.path == "/often" && note.client == "127.0.0.1")
        }
    }

    @Test func aHandlersOwnRefusalIsNone() async throws {
        let notes = Notes()
        try await LiveServer.tcp(configure: { $0.whenRefused = { notes.note($0) } }, handler: Router().handler) {
            let answer = try await HTTPClient().request(to: $0, HTTPClientRequest(.get, "/"))
            #expect(answer.status == .notFound && notes.all.isEmpty)
        }
    }
}
