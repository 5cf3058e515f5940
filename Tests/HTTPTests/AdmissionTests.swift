// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import TestKit
import Testing

@Suite struct AdmissionTests {
    private static let hello: HTTPHandler = { exchange in
        try await exchange.respond(.text(exchange.request.client ?? "nobody"))
    }

    @Test func aBucketFillsWithTime() {
        let time = ManualTime()
        let limiter = RateLimiter(.init(perSecond: 2, burst: 3), capacity: 100, time: time.source)
        for _ in 0..<3 { #expect(limiter.take("a") == nil) }
        #expect(limiter.take("a") == .milliseconds(500))
        #expect(limiter.take("b") == nil)
        time.advance(by: .milliseconds(500))
        #expect(limiter.take("a") == nil)
        #expect(limiter.take("a") != nil)
        time.advance(by: .seconds(3600))
        for _ in 0..<3 { #expect(limiter.take("a") == nil) }
        #expect(limiter.take("a") != nil)
    }

    @Test func theTableIsBoundedAndKeepsWhoComesAgain() {
        let limiter = RateLimiter(.init(perSecond: 0, burst: 2), capacity: 100, time: ManualTime().source)
        #expect(limiter.take("kept") == nil)
        #expect(limiter.take("kept") == nil)
        for number in 0..<10_000 {
            _ = limiter.take("\(number)")
            #expect(limiter.count <= 100)
            if number % 20 == 0 { #expect(limiter.take("kept") != nil) }
        }
    }

    @Test(
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("10.0.0.0/8", "::ffff:10.1.1.1", true),
            ("192.168.4.0/22", "192.168.7.255", true), ("192.168.4.0/22", "192.168.8.0", false),
            ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false), ("0.0.0.0/0", "9.9.9.9", true),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
            ("2001:db8::/32", "10.0.0.1", false), ("::1", "::1", true), ("10.0.0.0/8", "name", false),
        ])
    func blocksHoldAddresses(_ block: String, _ address: String, _ expected: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(address) == expected)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0/8", "host", "", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/8/8"])
    func otherTextsAreNoBlocks(_ text: String) { #expect(AddressBlock(text) == nil) }

    @Test func tooManyRequestsAreAnswered429UntilTimePasses() async throws {
        let time = ManualTime()
        try await LiveServer.tcp(
            time: time.source,
            configure: {
                $0.admission = AdmissionPolicy()
                $0.admission?.requests = .init(perSecond: 0.5, burst: 2)
            }, handler: Self.hello
        ) { endpoint in
            let client = HTTPClient()
            for _ in 0..<2 {
                let good = try await client.request(to: endpoint, HTTPClientRequest(.get, "/"))
                #expect(good.status == .ok)
                _ = try await good.collect()
            }
            let limited = try await client.request(to: endpoint, HTTPClientRequest(.get, "/"))
            #expect(limited.status == .tooManyRequests && limited.headers["retry-after"] == "2")
            time.advance(by: .seconds(2))
            let again = try await client.request(to: endpoint, HTTPClientRequest(.get, "/"))
            #expect(again.status == .ok)
        }
    }

    @Test func tooManyConnectionsOfOneAddressAreRefused() async throws {
        try await LiveServer.tcp(
            configure: {
                $0.admission = AdmissionPolicy()
                $0.admission?.connectionsPerAddress = 2
            }, handler: Self.hello
        ) { endpoint in
            let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
            var kept: [RawConnection] = []
            for _ in 0..<2 {
                let connection = try RawConnection(endpoint)
                try await connection.send(request)
                #expect(try await connection.receive { $0.contains("127.0.0.1") }.contains("200 OK"))
                kept.append(connection)
            }
            let refused = try await RawConnection(endpoint).receiveAll()
            #expect(refused.hasPrefix("HTTP/1.1 429 ") && refused.contains("Retry-After: 1\r\n"))
            kept.removeFirst().finishSending()
            var answer = ""
            while !answer.contains("200 OK") {
                let next = try RawConnection(endpoint)
                try? await next.send(request)
                answer = try await next.receive { $0.contains("\r\n\r\n") }
            }
        }
    }

    @Test(
        arguments: [
            ("X-Forwarded-For: 203.0.113.7", "203.0.113.7"), ("X-Forwarded-For: 6.6.6.6, 203.0.113.7", "203.0.113.7"),
            ("X-Forwarded-For: 203.0.113.7, 10.0.0.2, 10.0.0.3", "203.0.113.7"),
            ("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-For: 10.0.0.3", "203.0.113.7"),
            ("X-Forwarded-For: garbage", "127.0.0.1"), ("X-Forwarded-For: 6.6.6.6, unknown, 10.0.0.3", "10.0.0.3"),
            ("X-Forwarded-For: 203.0.113.7:4711", "203.0.113.7"), ("X-Forwarded-For: 2001:db8::7", "2001:db8::7"),
            ("Forwarded: for=203.0.113.7;proto=https", "203.0.113.7"),
            ("Forwarded: For=\"[2001:db8::7]:80\", for=10.0.0.1", "2001:db8::7"),
            ("Forwarded: for=_hidden", "127.0.0.1"),
            // A client's letters join with the comma behind them (UAX 29: prepended), and with what is before them.
            ("X-Forwarded-For: 6.6.6.6\u{600}, 203.0.113.7", "203.0.113.7"),
            ("X-Forwarded-For: 6.6.6.6,\u{301}, 203.0.113.7", "203.0.113.7"),
            ("Forwarded: for=6.6.6.6\u{600}, for=203.0.113.7", "203.0.113.7"),
            // A host is the client's word, whoever hands it on.
            ("Forwarded: for=203.0.113.7;host=\"a,for=6.6.6.6;x=\";proto=https", "203.0.113.7"),
            ("Forwarded: for=203.0.113.7;host=\"a\\\",for=6.6.6.6;x=\\\"\"", "203.0.113.7"),
            ("Forwarded: for=6.6.6.6;x=\", for=203.0.113.7", "unknown"),
            ("Forwarded: for=203.0.113.7\r\nX-Forwarded-For: 203.0.113.7, 10.0.0.2", "203.0.113.7"),
            ("Forwarded: for=203.0.113.7\r\nX-Forwarded-For: 6.6.6.6", "unknown"),
            ("Forwarded: for=10.0.0.9\r\nX-Forwarded-For: 6.6.6.6", "unknown"),
            ("X: y", "127.0.0.1"),
        ])
    func trustedProxiesSayWhoAsks(_ field: String, _ expected: String) async throws {
        try await LiveServer.tcp(
            configure: {
                $0.admission = AdmissionPolicy()
                $0.admission?.trustedProxies = ["127.0.0.0/8", "10.0.0.0/8"].compactMap(AddressBlock.init)
            }, handler: Self.hello
        ) { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(field)\r\n\r\n")
            let answer = try await connection.receiveAll()
            #expect(answer.hasSuffix("\r\n\r\n" + expected))
        }
    }

    @Test func nobodyElseIsBelieved() async throws {
        try await LiveServer.tcp(configure: { $0.admission = AdmissionPolicy() }, handler: Self.hello) { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send(
                "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n")
            let answer = try await connection.receiveAll()
            #expect(answer.hasSuffix("127.0.0.1"))
        }
    }

    @Test func aBodyThatDripsIsGivenUp() async throws {
        var limits = HTTPLimits()
        limits.bodyTime = .milliseconds(200)
        limits.bodyRate = 1000
        let handler: HTTPHandler = { exchange in
            try await exchange.respond(.text("\(try await exchange.collectBody().count)"))
        }
        try await LiveServer.tcp(limits: limits, handler: handler) { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
            let dripping = Task {
                while !Task.isCancelled {
                    try await connection.send("x")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            let answer = try await connection.receive { $0.contains("\r\n\r\n") }
            #expect(answer.hasPrefix("HTTP/1.1 408 "))
            dripping.cancel()
        }
    }

    @Test func loopsSayHowLateTheyRun() async throws {
        let before = EventLoop.first.lag.reading
        try await LiveServer.tcp(threads: 1, handler: Self.hello) { endpoint in
            let response = try await HTTPClient().request(to: endpoint, HTTPClientRequest(.get, "/"))
            #expect(response.status == .ok)
        }
        let after = EventLoop.first.lag.reading
        #expect(after.count > before.count && after.buckets.count == LoopLag.bounds.count + 1)
        #expect(after.total > before.total && after.longest <= after.total)
    }
}
