// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTP
import HTTPKit
import Primitives
import Testing

/// Whom a client believes, and what it says of the others.
@Suite struct TLSClientTests {
    private static let handler: HTTPHandler = { try await $0.respond(.text($0.request.tls?.serverName ?? "none")) }

    private func code(
        _ client: HTTPClient, _ endpoint: HTTPEndpoint, _ timeouts: HTTPTimeouts = HTTPTimeouts()
    ) async -> FailureCode? {
        do {
            _ = try await client.request(to: endpoint, HTTPClientRequest(.get, "/", timeouts: timeouts)).collect()
            return nil
        } catch { return (error as? Failure)?.code }
    }

    @Test(
        arguments: [
            (.local, nil), (.expired, .certificateExpired), (.lonely, .certificateUntrusted),
            (.other, .certificateNameMismatch),
        ] as [(TestCertificates.Kind, FailureCode?)])
    func certificatesAreVerified(_ kind: TestCertificates.Kind, _ expected: FailureCode?) async throws {
        let certificates = try TLSCertificates([try await TestCertificates.shared().files(kind)])
        try await LiveServer.tls(certificates: certificates, handler: Self.handler) { endpoint in
            let client = try await HTTPClient.trusting()
            #expect(await code(client, endpoint) == expected)
            guard case .tls(_, let port) = endpoint else { return }
            #expect(await code(client, .tls(host: "localhost", port: port)) == expected)
            if expected == nil {
                // The system's authorities know nothing of the tests'.
                #expect(await code(HTTPClient(), endpoint) == .certificateUntrusted)
            }
        }
    }

    @Test func aRefusedCertificateIsToldByItsFingerprintAndCanBePinned() async throws {
        for kind in [TestCertificates.Kind.lonely, .expired, .other] {
            let certificates = try TLSCertificates([try await TestCertificates.shared().files(kind)])
            try await LiveServer.tls(certificates: certificates, handler: Self.handler) { endpoint in
                let refusal = await #expect(throws: Failure.self) {
                    try await HTTPClient().request(to: endpoint, HTTPClientRequest(.get, "/"))
                }
                let text = try #require(refusal?.metadata.first { $0.key == "fingerprint" }?.value)
                let fingerprint = try #require(CertificateFingerprint(text))
                #expect(await code(HTTPClient(trust: try TLSTrust(only: fingerprint)), endpoint) == nil)
            }
        }
    }

    @Test func aPinnedCertificateExcludesEvenTrustedOnes() async throws {
        try await LiveServer.tls(handler: Self.handler) { endpoint in
            let other = try #require(CertificateFingerprint(String(repeating: "0f", count: 32)))
            #expect(await code(HTTPClient(trust: try TLSTrust(only: other)), endpoint) == .certificateChanged)
        }
    }

    @Test func fingerprintsAreReadAsOpenSSLPrintsThem() throws {
        let digits = String(repeating: "0f", count: 32)
        let colons = Array(repeating: "0F", count: 32).joined(separator: ":")
        let plain = try #require(CertificateFingerprint("sha256:" + digits))
        #expect(plain.description == "sha256:" + digits)
        #expect(CertificateFingerprint(colons) == plain)
        for text in [
            "", "sha256:", String(digits.dropLast()), digits + "0", "md5:" + digits, colons + ":",
            "0g" + digits.dropFirst(2), digits + String(repeating: " ", count: 31),
        ] {
            #expect(CertificateFingerprint(text) == nil, "\(text)")
        }
    }

    @Test func namesAreAskedForAndNumbersAreNot() async throws {
        try await LiveServer.tls(handler: Self.handler) { endpoint in
            let client = try await HTTPClient.trusting()
            guard case .tls(_, let port) = endpoint else { return }
            let named = try await client.request(
                to: .tls(host: "localhost", port: port), HTTPClientRequest(.get, "/"))
            #expect(try await named.collect() == Array("localhost".utf8))
            let numeric = try await client.request(to: endpoint, HTTPClientRequest(.get, "/"))
            #expect(try await numeric.collect() == Array("none".utf8))
        }
    }

    @Test func aServerWithoutTLSIsNotSpokenTo() async throws {
        try await LiveServer.tcp(handler: Self.handler) { endpoint in
            guard case .tcp(let host, let port) = endpoint else { return }
            let client = try await HTTPClient.trusting()
            #expect(await code(client, .tls(host: host, port: port)) == .tlsHandshakeFailed)
        }
    }

    @Test func aServerThatNeverShakesHandsTimesOut() async throws {
        try await SilentListener.with { port in
            let client = try await HTTPClient.trusting()
            let outcome = await code(
                client, .tls(host: "127.0.0.1", port: port), HTTPTimeouts(connect: .milliseconds(100)))
            #expect(outcome == .connectTimedOut)
        }
    }

    @Test func cancellationEndsAHandshake() async throws {
        try await SilentListener.with { port in
            let client = try await HTTPClient.trusting()
            let outcome = await withTaskGroup(of: (any Error)?.self) { group in
                group.addTask {
                    do {
                        _ = try await client.request(
                            to: .tls(host: "127.0.0.1", port: port),
                            HTTPClientRequest(.get, "/", timeouts: HTTPTimeouts(connect: nil)))
                        return nil
                    } catch { return error }
                }
                try? await Task.sleep(for: .milliseconds(50))
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(outcome is CancellationError)
        }
    }

    /// Without the goodbye of TLS the end of a body that lasts to the end of the connection may be forged.
    @Test func aBodyThatIsCutOffIsNotWhole() async throws {
        try await LiveServer.tls { exchange in
            try await exchange.start()
            try await exchange.write("begin")
            throw Failure(.timedOut, "broken off")
        } _: { endpoint in
            let client = try await HTTPClient.trusting()
            #expect(await code(client, endpoint) == .connectionClosed)
        }
    }

    /// A socket that accepts and says nothing.
    private enum SilentListener {
        static func with(_ body: (Int) async throws -> Void) async throws {
            let server = HTTPServer(
                configuration: HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: 0)])
            ) { _ in }
            // Bound and never run: the kernel accepts, and nobody answers.
            guard case .tcp(_, let port) = try server.bind()[0] else { return }
            try await body(port)
            withExtendedLifetime(server) {}
        }
    }
}
