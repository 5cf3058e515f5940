// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import FoundationEssentials
import Glibc
import HTTP
import HTTPKit
import Primitives
import TestKit
import Testing

/// What is peculiar to a server's TLS; everything else is tested over every transport.
@Suite struct TLSServerTests {
    private static let closing = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    private static let handler: HTTPHandler = { exchange in
        let tls = exchange.request.tls
        try await exchange.respond(.text("\(tls?.version ?? "none") \(tls?.serverName ?? "none")"))
    }

    @Test func aHandlerKnowsTheVersionAndTheNameAskedFor() async throws {
        try await LiveServer.tls(handler: Self.handler) { endpoint in
            let new = try RawConnection(endpoint, tls: .init(serverName: "a.wild.test"))
            try await new.send(Self.closing)
            #expect(try await new.receiveAll().hasSuffix("TLSv1.3 a.wild.test"))
            let old = try RawConnection(endpoint, tls: .init(newest: TLS1_2_VERSION))
            try await old.send(Self.closing)
            #expect(try await old.receiveAll().hasSuffix("TLSv1.2 none"))
        }
        try await LiveServer.tcp(handler: Self.handler) { endpoint in
            let plain = try RawConnection(endpoint)
            try await plain.send(Self.closing)
            #expect(try await plain.receiveAll().hasSuffix("none none"))
        }
    }

    @Test(
        arguments: [
            ("site.test", "site"), ("SITE.test", "site"), ("a.wild.test", "site"), ("a.b.wild.test", "local"),
            ("wild.test", "local"), ("other.test", "other"), ("unknown.test", "local"), (nil, "local"),
        ] as [(String?, String)])
    func theNameAskedForChoosesTheCertificate(_ name: String?, _ expected: String) async throws {
        let made = try await TestCertificates.shared()
        let certificates = try TLSCertificates([.local, .site, .other].map { made.files($0) })
        try await LiveServer.tls(certificates: certificates, handler: Self.handler) { endpoint in
            let connection = try RawConnection(endpoint, tls: .init(serverName: name))
            try await connection.send(Self.closing)
            _ = try await connection.receiveAll()
            #expect(connection.tls?.peerName == expected)
        }
    }

    @Test func onlyHTTP1IsAgreedOn() async throws {
        try await LiveServer.tls(handler: Self.handler) { endpoint in
            let both = try RawConnection(endpoint, tls: .init(protocols: Array("\u{2}h2\u{8}http/1.1".utf8)))
            try await both.send(Self.closing)
            #expect(try await both.receiveAll().hasPrefix("HTTP/1.1 200 "))
            #expect(both.tls?.protocolName == "http/1.1")
            let other = try RawConnection(endpoint, tls: .init(protocols: Array("\u{2}h2".utf8)))
            try await other.send(Self.closing)
            #expect(try await other.receiveAll() == "")
        }
    }

    @Test func oldVersionsAreRefused() async throws {
        try await LiveServer.tls(handler: Self.handler) { endpoint in
            let connection = try RawConnection(endpoint, tls: .init(newest: TLS1_1_VERSION))
            try await connection.send(Self.closing)
            #expect(try await connection.receiveAll() == "")
        }
    }

    @Test func whoSpeaksPlainHTTPIsToldSo() async throws {
        try await LiveServer.tls(handler: Self.handler) { endpoint in
            guard case .tls(let host, let port) = endpoint else { return }
            let connection = try RawConnection(.tcp(host: host, port: port))
            try await connection.send(Self.closing)
            let answer = try await connection.receiveAll()
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.contains("HTTPS"))
            let noise = try RawConnection(.tcp(host: host, port: port))
            try await noise.send("\u{0}\u{1}nonsense that is neither, long enough to be looked at\r\n\r\n")
            _ = try await noise.receiveAll()
        }
    }

    /// Neither silence nor a trickle may hold a connection for longer than a head may take.
    @Test func aSlowHandshakeIsCutOff() async throws {
        var limits = HTTPLimits()
        limits.headTime = .milliseconds(100)
        try await LiveServer.tls(limits: limits, handler: Self.handler) { endpoint in
            guard case .tls(let host, let port) = endpoint else { return }
            let silent = try RawConnection(.tcp(host: host, port: port))
            #expect(try await silent.receiveAll() == "")
            let trickle = try RawConnection(.tcp(host: host, port: port))
            let sender = Task {  // Owned by this test, which cancels it below.
                // The beginning of a ClientHello that is announced with 512 bytes.
                for byte in [0x16, 0x03, 0x01, 0x02, 0x00, 0x01] + [UInt8](repeating: 0, count: 500) {
                    try await trickle.send([byte])
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            #expect(try await trickle.receiveAll() == "")
            sender.cancel()
        }
    }

    /// Only a connection that ends as it should says goodbye.
    @Test func aWholeAnswerEndsWithAGoodbyeAndABrokenOneDoesNot() async throws {
        try await LiveServer.tls { exchange in
            try await exchange.start(length: 5)
            try await exchange.write(exchange.request.path == "/whole" ? "whole" : "bro")
        } _: { endpoint in
            for path in ["/whole", "/broken"] {
                let connection = try RawConnection(endpoint)
                try await connection.send("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                _ = try await connection.receiveAll()
                #expect(connection.tls?.hasGoodbye == (path == "/whole"))
            }
        }
    }

    /// A peer that renews its keys asks for new ones in return, in the middle of both bodies (RFC 8446 §4.6.3).
    @Test func keysAreRenewedOnTheWay() async throws {
        try await LiveServer.tls { exchange in
            try await exchange.start()
            while let chunk = try await exchange.nextBody() { try await exchange.write(chunk) }
        } _: { endpoint in
            let connection = try RawConnection(endpoint)
            let part = String(repeating: "x", count: 10_000)
            try await connection.send(
                "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: \(20 * part.utf8.count)\r\n\r\n")
            for _ in 0..<20 {
                connection.tls?.renewKeys()
                try await connection.send(part)
            }
            let answer = try await connection.receiveAll()
            #expect(answer.count { $0 == "x" } == 20 * part.utf8.count)
            #expect(answer.hasSuffix("\r\n0\r\n\r\n"))
        }
    }

    @Test func filesAreServedWhole() async throws {
        try await TemporaryDirectory.with { directory in
            let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }
            #expect(FileManager.default.createFile(atPath: directory + "/large.bin", contents: Data(content)))
            let site = try StaticSiteHandler(root: directory)
            try await LiveServer.tls(handler: site.handler) { endpoint in
                let response = try await HTTPClient.trusting().request(
                    to: endpoint, HTTPClientRequest(.get, "/large.bin"))
                #expect(try await response.collect() == content)
            }
        }
    }

    /// Wherever a peer breaks off, the server goes on and no connection stays behind.
    @Test func peersThatVanishLeaveNothingBehind() async throws {
        let certificates = try TLSCertificates([try await TestCertificates.shared().files(.local)])
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(
                listeners: [.tls(host: "127.0.0.1", port: 0, certificates: certificates)]), handler: Self.handler)
        let endpoint = try server.bind()[0]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            for bytes in stride(from: 0, through: 2400, by: 60) {
                let relay = try CuttingRelay(to: endpoint, after: bytes)
                let connection = try RawConnection(relay.endpoint)
                async let relayed: Void = relay.run()
                try await connection.send(Self.closing)
                _ = try await connection.receiveAll()
                try await relayed
            }
            for _ in 0..<5000 where server.connectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
            #expect(server.connectionCount == 0)
            let response = try await HTTPClient.trusting().request(to: endpoint, HTTPClientRequest(.get, "/"))
            #expect(response.status == .ok)
        }
    }
}
