// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import TestKit
import Testing

/// What travels compressed, in both directions, and how it is chosen.
@Suite struct ContentCodingTests {
    private static let page = String(repeating: "all work and no play ", count: 500)

    private static let router: Router = {
        var router = Router()
        router.get("/page") { exchange in
            let headers: HTTPHeaders = ["Content-Type": "text/html; charset=utf-8", "ETag": "\"v1\""]
            try await exchange.respond(HTTPResponse(headers: headers, body: Array(page.utf8)))
        }
        router.get("/small") { try await $0.respond(.text("small")) }
        router.get("/image") { exchange in
            try await exchange.respond(
                HTTPResponse(headers: ["Content-Type": "image/png"], body: Array(page.utf8)))
        }
        router.get("/private") { exchange in
            let headers: HTTPHeaders = ["Content-Type": "text/plain", "Cache-Control": "no-store, no-transform"]
            try await exchange.respond(HTTPResponse(headers: headers, body: Array(page.utf8)))
        }
        router.get("/events") { exchange in
            let events = try await exchange.startEvents(heartbeat: .milliseconds(20))
            try await events.send(data: "first")
            for _ in 0..<100 { try await Task.sleep(for: .milliseconds(5)) }
            try await events.send(data: "last")
        }
        router.get("/stream") { exchange in
            try await exchange.start(headers: ["Content-Type": "application/json"])
            for _ in 0..<50 { try await exchange.write(page) }
        }
        router.post("/body") { exchange in
            let body = try await exchange.collectBody(upTo: 100_000, decoding: [.gzip, .brotli, .zstd, .deflate])
            try await exchange.respond(HTTPResponse(body: body))
        }
        router.post("/plain-body") { exchange in
            try await exchange.respond(HTTPResponse(body: try await exchange.collectBody()))
        }
        return router
    }()

    private func withServer(
        onLoop: Bool = false, _ body: @escaping @Sendable (HTTPEndpoint) async throws -> Void
    ) async throws {
        try await LiveServer.tcp(
            configure: { configuration in
                configuration.compression = CompressionPolicy()
                configuration.placement = onLoop ? .loop : .pool
            }, handler: Self.router.handler, body)
    }

    private static func get(
        _ target: String, _ accept: String?, at endpoint: HTTPEndpoint, method: HTTPMethod = .get
    ) async throws -> HTTPClientResponse {
        let headers: HTTPHeaders = accept.map { ["Accept-Encoding": $0] } ?? [:]
        return try await HTTPClient().request(to: endpoint, HTTPClientRequest(method, target, headers: headers))
    }

    private static func decode(_ bytes: [UInt8], _ coding: String?) throws -> [UInt8] {
        guard let coding = coding.flatMap(ContentCoding.init(rawValue:)) else { return bytes }
        let decoder = ContentDecoder(coding, limit: 10_000_000)
        let decoded = try decoder.decode(bytes)
        #expect(decoder.isComplete)
        return decoded
    }

    @Test(
        arguments: [
            ("gzip", "gzip"), ("br", "br"), ("zstd", "zstd"), ("gzip, br", "br"), ("gzip, deflate, br, zstd", "br"),
            ("gzip;q=1.0, br;q=0.5", "gzip"), ("*", "br"), ("*;q=0.5, br;q=0", "zstd"), ("x-gzip", "gzip"),
            ("GZIP", "gzip"), ("identity", nil), (nil, nil), ("", nil), ("gzip;q=0", nil), ("compress", nil),
            ("identity;q=1, gzip;q=0.5", nil), ("identity;q=0, gzip;q=0.1", "gzip"), ("gzip;q=2", nil),
            ("gzip;q=0.0001", nil), ("gzip;q=1.001", nil), ("gzip; q=0.5", "gzip"), ("gzip;level=9", nil),
            ("gzip,, br;q=0.001", "gzip"),
        ] as [(String?, String?)])
    func theRequestChooses(_ accept: String?, _ coding: String?) async throws {
        try await withServer { endpoint in
            let response = try await Self.get("/page", accept, at: endpoint)
            #expect(response.headers["content-encoding"] == coding)
            #expect(response.headers["vary"] == "Accept-Encoding")
            #expect(response.headers["etag"] == (coding.map { "\"v1.\($0)\"" } ?? "\"v1\""))
            let body = try await response.collect()
            #expect(try Self.decode(body, coding) == Array(Self.page.utf8))
            if coding != nil { #expect(body.count < 500) }
            let head = try await Self.get("/page", accept, at: endpoint, method: .head)
            for name in ["content-encoding", "content-length", "etag", "vary"] {
                #expect(head.headers[name] == response.headers[name])
            }
        }
    }

    @Test(arguments: ["/small", "/image", "/private"]) func someResponsesStayAsTheyAre(_ target: String) async throws {
        try await withServer { endpoint in
            let response = try await Self.get(target, "gzip, br", at: endpoint)
            #expect(response.headers["content-encoding"] == nil)
        }
    }

    @Test(arguments: ["gzip", "br", "zstd"]) func streamsAreReadableAtOnce(_ coding: String) async throws {
        try await withServer(onLoop: true) { endpoint in
            let stream = try await Self.get("/stream", coding, at: endpoint)
            #expect(stream.headers["content-encoding"] == coding)
            let body = try Self.decode(try await stream.collect(), coding)
            #expect(body == Array(String(repeating: Self.page, count: 50).utf8))
        }
        try await withServer { endpoint in
            let events = try await Self.get("/events", "gzip, br", at: endpoint)
            #expect(events.headers["content-encoding"] == "gzip")
            let decoder = ContentDecoder(.gzip, limit: 100_000)
            var text = ""
            while !text.contains("data: last\n\n"), let chunk = try await events.nextBody() {
                text += String(decoding: try decoder.decode(chunk), as: UTF8.self)
                if text.contains("first"), !text.contains("last") { #expect(!decoder.isComplete) }
            }
            // A heartbeat may come before the first event too.
            #expect(text.contains("data: first\n\n:\n\n") && text.contains("data: last\n\n"))
        }
    }

    /// Decoders give out 16 kB at a time.
    @Test(arguments: ["gzip", "br", "zstd"]) func aBodyMayFillTheDecodersRoom(_ coding: String) async throws {
        let page = String(repeating: "x", count: 32 << 10)
        var router = Router()
        router.get("/") { try await $0.respond(.text(page)) }
        try await LiveServer.tcp(
            configure: { $0.compression = CompressionPolicy() }, handler: router.handler
        ) { endpoint in
            let body = try await Self.get("/", coding, at: endpoint).collect()
            #expect(try Self.decode(body, coding) == Array(page.utf8))
        }
    }

    /// Declares one byte and has none, which zstd itself sees only in a frame that it has as a whole; then a frame that is fine.
    @Test(arguments: 1...23) func aDamagedFrameIsTheSameHoweverItComes(pieces: Int) throws {
        let frame: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x01, 0x05, 0, 0]
        let fine: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x05, 0x29, 0, 0] + Array("hello".utf8)
        func outcome(of bytes: [UInt8], in pieces: Int) -> [UInt8]? {
            let decoder = ContentDecoder(.zstd, limit: 100)
            var output: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: pieces) {
                let piece = Array(bytes[start..<min(start + pieces, bytes.count)])
                guard let part = try? decoder.decode(piece) else { return nil }
                output += part
            }
            return decoder.isComplete ? output : nil
        }
        for bytes in [frame, frame + fine, fine + frame, frame + [0x5a]] {
            #expect(outcome(of: bytes, in: pieces) == outcome(of: bytes, in: bytes.count), "\(bytes)")
        }
        #expect(outcome(of: fine + fine, in: pieces) == Array("hellohello".utf8))
    }

    @Test func requestBodiesAreDecoded() async throws {
        try await withServer { endpoint in
            for (coding, bytes) in Self.hello {
                let answer = try await Self.post("/body", coding, bytes, at: endpoint)
                #expect(answer.status == .ok, "\(coding)")
                #expect(String(decoding: try await answer.collect(), as: UTF8.self) == "hello", "\(coding)")
                let cut = try await Self.post("/body", coding, Array(bytes.dropLast()), at: endpoint)
                #expect(cut.status == .badRequest, "\(coding)")
            }
            for coding in ["compress", "gzip, gzip", "x"] {
                let answer = try await Self.post("/body", coding, [1], at: endpoint)
                #expect(answer.status == .unsupportedMediaType)
                #expect(answer.headers["accept-encoding"] == "br, deflate, gzip, zstd")
            }
            let plain = try await Self.post("/plain-body", "gzip", [1], at: endpoint)
            #expect(plain.status == .unsupportedMediaType && plain.headers["accept-encoding"] == "identity")
            let identity = try await Self.post("/plain-body", "identity", [65], at: endpoint)
            #expect(try await identity.collect() == [65])
            for coding in ["gzip", "br", "zstd", "deflate"] {
                let garbage = try await Self.post("/body", coding, Array("not compressed".utf8), at: endpoint)
                #expect(garbage.status == .badRequest)
            }
        }
    }

    @Test func bombsAreRefused() async throws {
        try await withServer { endpoint in
            for (coding, bytes) in Self.bombs {
                let answer = try await Self.post("/body", coding, bytes, at: endpoint)
                #expect(answer.status == .contentTooLarge, "\(coding)")
            }
        }
    }

    private static func post(
        _ target: String, _ coding: String, _ body: [UInt8], at endpoint: HTTPEndpoint
    ) async throws -> HTTPClientResponse {
        try await HTTPClient().request(
            to: endpoint,
            HTTPClientRequest(.post, target, headers: ["Content-Encoding": coding], body: .bytes(body)))
    }

    /// "hello" as other libraries compress it (Python's gzip and zlib, brotli, zstandard).
    private static let hello: [(String, [UInt8])] = [
        (
            "gzip",
            [
                0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00,
                0x86, 0xA6, 0x10, 0x36, 0x05, 0x00, 0x00, 0x00,
            ]
        ),
        (
            "x-gzip",
            [
                0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00,
                0x86, 0xA6, 0x10, 0x36, 0x05, 0x00, 0x00, 0x00,
            ]
        ),
        ("br", [0x0B, 0x02, 0x80, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0x03]),
        ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x05, 0x29, 0x00, 0x00, 0x68, 0x65, 0x6C, 0x6C, 0x6F]),
        ("deflate", [0x78, 0xDA, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x06, 0x2C, 0x02, 0x15]),
        ("deflate", [0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]),
    ]

    /// A million zeros, ten times what the route takes.
    private static let bombs: [(String, [UInt8])] = [
        (
            "gzip",
            [
                0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1, 0x01, 0x01, 0x00, 0x00, 0x00,
                0x82, 0x20, 0xFF, 0xAF, 0x6E, 0x48, 0x40, 0x01,
            ] + [UInt8](repeating: 0, count: 968) + [0xAF, 0x06, 0x9E, 0xCB, 0x79, 0x12, 0x40, 0x42, 0x0F, 0x00]
        ),
        (
            "deflate",
            [0x78, 0xDA, 0xED, 0xC1, 0x01, 0x01, 0x00, 0x00, 0x00, 0x82, 0x20, 0xFF, 0xAF, 0x6E, 0x48, 0x40, 0x01]
                + [UInt8](repeating: 0, count: 968) + [0xAF, 0x06, 0x43, 0x21, 0x00, 0x01]
        ),
        ("br", [0x5B, 0x3F, 0x42, 0x8F, 0x7F, 0x02, 0x20, 0x1E, 0x0B, 0x04, 0xF2, 0x73, 0x1E, 0x00]),
        (
            "zstd",
            [
                0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0x40, 0x42, 0x0F, 0x00, 0x54, 0x00, 0x00, 0x10, 0x00, 0x00, 0x01, 0x00,
                0xFB, 0xFF, 0x39, 0xC0, 0x02, 0x02, 0x00, 0x10, 0x00, 0x02, 0x00, 0x10, 0x00, 0x02, 0x00, 0x10, 0x00,
                0x02, 0x00, 0x10, 0x00, 0x02, 0x00, 0x10, 0x00, 0x02, 0x00, 0x10, 0x00, 0x03, 0x12, 0x0A, 0x00,
            ]
        ),
    ]
}
