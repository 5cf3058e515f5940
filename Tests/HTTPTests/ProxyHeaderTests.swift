// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Testing

/// HAProxy's proxy-protocol.txt, versions 1 and 2.
@Suite struct ProxyHeaderTests {
    private static let signature: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A]
    private static let four: [UInt8] = [192, 0, 2, 1, 10, 0, 0, 1, 0x1F, 0x90, 0, 80]
    private static let six: [UInt8] =
        [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [7] + [UInt8](repeating: 1, count: 16)
        + [0x1F, 0x90, 0, 80]

    @Test(
        arguments: [
            (Array("PROXY TCP4 192.0.2.1 10.0.0.1 8080 80\r\n".utf8), .tcp(host: "192.0.2.1", port: 8080)),
            (Array("PROXY TCP6 2001:db8::7 ::1 8080 80\r\n".utf8), .tcp(host: "2001:db8::7", port: 8080)),
            (Array("PROXY UNKNOWN\r\n".utf8), .local), (Array("PROXY UNKNOWN ff::1 ff::2 1 2\r\n".utf8), .local),
            (signature + [0x21, 0x11, 0, 12] + four, .tcp(host: "192.0.2.1", port: 8080)),
            (signature + [0x21, 0x11, 0, 15] + four + [4, 0, 0], .tcp(host: "192.0.2.1", port: 8080)),
            (signature + [0x21, 0x21, 0, 36] + six, .tcp(host: "2001:db8:0:0:0:0:0:7", port: 8080)),
            (signature + [0x20, 0x00, 0, 0], .local), (signature + [0x20, 0x11, 0, 3, 1, 2, 3], .local),
            (signature + [0x21, 0x00, 0, 2, 1, 1], .local),
        ] as [([UInt8], ProxyHeader)])
    func understands(_ bytes: [UInt8], _ expected: ProxyHeader) throws {
        for length in 1..<bytes.count { #expect(try ProxyHeader.parse(Array(bytes[..<length])) == nil) }
        let found = try #require(try ProxyHeader.parse(bytes + Array("GET /".utf8)))
        #expect(found.header == expected && found.length == bytes.count)
    }

    @Test(
        arguments: [
            "GET / HTTP/1.1\r\n", "PROXY TCP4 192.0.2.1 10.0.0.1 8080 80\n", "PROXY TCP4 192.0.2.1 10.0.0.1 8080\r\n",
            "PROXY TCP4 192.0.2.1 10.0.0.1 8080 80 90\r\n", "PROXY TCP4 192.0.2.1 10.0.0.1 08080 80\r\n",
            "PROXY TCP4 192.0.2.1 10.0.0.1 65536 80\r\n", "PROXY TCP4 192.0.2.1 10.0.0.1 +1 80\r\n",
            "PROXY TCP4 2001:db8::7 ::1 8080 80\r\n", "PROXY TCP6 192.0.2.1 10.0.0.1 8080 80\r\n",
            "PROXY TCP4  192.0.2.1 10.0.0.1 8080 80\r\n", "PROXY TCP4 localhost 10.0.0.1 8080 80\r\n",
            "PROXY UDP4 192.0.2.1 10.0.0.1 8080 80\r\n", "PROXY\r\n", "proxy TCP4 192.0.2.1 10.0.0.1 1 1\r\n",
            "PROXY TCP4 192.0.2 10.0.0.1 1 1\r\n", "PROXY UNKNOWN " + String(repeating: "x", count: 100) + "\r\n",
        ])
    func refusesLines(_ line: String) { Self.expectRefusal(Array(line.utf8)) }

    @Test(
        arguments: [
            signature + [0x11, 0x11, 0, 12] + four, signature + [0x22, 0x11, 0, 12] + four,
            signature + [0x21, 0x13, 0, 12] + four, signature + [0x21, 0x41, 0, 12] + four,
            signature + [0x21, 0x11, 0, 11] + four, signature + [0x21, 0x21, 0, 12] + four,
            signature + [0x21, 0x11, 0xFF, 0xFF] + four,
            Array(signature.dropLast()) + [0x0B] + [0x21, 0x11, 0, 12] + four,
        ])
    func refusesBlocks(_ bytes: [UInt8]) { Self.expectRefusal(bytes) }

    private static func expectRefusal(_ bytes: [UInt8]) {
        #expect(throws: ParseFault.self) { _ = try ProxyHeader.parse(bytes) }
    }

    @Test func aListenerBehindAProxyNeedsTheHeader() async throws {
        let listener = HTTPListener.tcp(host: "127.0.0.1", port: 0)
        let handler: HTTPHandler = { exchange in
            try await exchange.respond(.text(exchange.request.client ?? "nobody"))
        }
        try await LiveServer.tcp(configure: { $0.proxied = [listener] }, handler: handler) { endpoint in
            let request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let plain = try RawConnection(endpoint)
            try await plain.send(request)
            #expect(try await plain.receiveAll().hasPrefix("HTTP/1.1 400 "))
            let lines = try RawConnection(endpoint)
            try await lines.send("PROXY TCP4 203.0.113.9 10.0.0.1 8080 80\r\n")
            try await lines.send(request)
            #expect(try await lines.receiveAll().hasSuffix("203.0.113.9"))
            let block = try RawConnection(endpoint)
            for byte in Self.signature + [0x21, 0x11, 0, 12] + Self.four { try await block.send([byte]) }
            try await block.send(request)
            #expect(try await block.receiveAll().hasSuffix("192.0.2.1"))
        }
    }
}
