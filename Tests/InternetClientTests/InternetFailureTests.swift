// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import InternetClient
import Primitives
import Testing

/// What goes wrong has a code, and gives no secret away.
@Suite struct InternetFailureTests {
    private func expect(
        _ code: FailureCode?, _ url: String, _ timeouts: HTTPTimeouts = HTTPTimeouts(), within limit: Duration? = nil,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let client = try await InternetKit.client()
        let failure = await InternetKit.failure {
            _ = try await client.send(HTTPClientRequest(.get, url, timeouts: timeouts), within: limit).collect()
        }
        #expect(failure?.code == code, "\(String(describing: failure))", sourceLocation: location)
    }

    @Test(arguments: ["", "/path", "example.org", "ftp://example.org/", "file:///etc/passwd", "http://", "http://a b/"])
    func onlyAbsoluteWebURLsAreTaken(_ url: String) async throws {
        try await expect(.invalidArgument, url)
    }

    @Test func serversThatAreNotThere() async throws {
        try await expect(.hostNotFound, "http://no-such-host.invalid/")
        try await expect(.connectionRefused, "http://127.0.0.1:1/")
    }

    @Test func silence() async throws {
        try await TestServer.run(tls: nil) { exchange in
            if exchange.request.path == "/begins" {
                try await exchange.start()
                try await exchange.write("begin")
            }
            try await TimeSource.system.sleep(for: .seconds(3600))
        } _: { url in
            for (path, timeouts, limit) in [
                ("/", HTTPTimeouts(response: .milliseconds(50)), nil),
                ("/begins", HTTPTimeouts(idle: .milliseconds(50)), nil),
                ("/begins", HTTPTimeouts(), .milliseconds(50)),
            ] as [(String, HTTPTimeouts, Duration?)] {
                try await expect(.responseTimedOut, url + path, timeouts, within: limit)
            }
        }
        // Bound and never run: the kernel accepts, and nobody shakes hands.
        let silent = HTTPServer(
            configuration: HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: 0)])
        ) { _ in }
        let endpoint = try silent.bind()[0]
        let connect = HTTPTimeouts(connect: .milliseconds(50))
        try await expect(.connectTimedOut, "https://\(endpoint)/", connect)
        withExtendedLifetime(silent) {}
    }

    @Test func responsesThatBreakOff() async throws {
        try await TestServer.run(tls: .local) { exchange in
            try await exchange.start(length: exchange.request.path == "/fixed" ? 10 : nil)
            try await exchange.write("begin")
            throw Failure(.timedOut, "broken off")
        } _: { url in
            try await expect(.connectionClosed, url + "/fixed")
            try await expect(.connectionClosed, url + "/chunked")
        }
    }

    @Test(
        arguments: [
            (.local, nil), (.expired, .certificateExpired), (.lonely, .certificateUntrusted),
            (.other, .certificateNameMismatch),
        ] as [(TestCertificates.Kind, FailureCode?)])
    func certificatesAreVerified(_ kind: TestCertificates.Kind, _ expected: FailureCode?) async throws {
        try await TestServer.run(tls: kind, handler: { try await $0.respond(.text("ok")) }) { url in
            try await expect(expected, url + "/")
            try await expect(expected, url.replacing("127.0.0.1", with: "localhost") + "/")
            if expected == nil {
                let other = try await InternetKit.client { $0.authorities = [] }
                let failure = await InternetKit.failure { _ = try await other.send(HTTPClientRequest(.get, url)) }
                #expect(failure?.code == .certificateUntrusted)
            }
        }
        try await TestServer.run(tls: nil, handler: { try await $0.respond(.text("ok")) }) { url in
            try await expect(.tlsHandshakeFailed, url.replacing("http:", with: "https:"))
        }
    }

    @Test func cancellationEndsATransferAtOnce() async throws {
        let (arrived, ended) = (Tally(), Tally())
        try await TestServer.run(tls: nil) { exchange in
            await arrived.add()
            do {
                if exchange.request.path == "/begins" {
                    try await exchange.start()
                    try await exchange.write("begin")
                }
                try await TimeSource.system.sleep(for: .seconds(3600))
            } catch {
                await ended.add()
                throw error
            }
        } _: { url in
            let client = try await InternetKit.client()
            for path in ["/silent", "/begins"] {
                let begun = Tally()
                let task = Task {  // Cancelled below.
                    let response = try await client.send(HTTPClientRequest(.get, url + path))
                    _ = try await response.nextBody()
                    await begun.add()
                    _ = try await response.nextBody()
                }
                if path == "/begins" {
                    while await begun.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
                } else {
                    while await arrived.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
                }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            // The servers' side sees the connections go.
            while await ended.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test func whatTheProducerThrowsIsWhatTheCallerGets() async throws {
        try await TestServer.run(tls: nil) { exchange in
            _ = try await exchange.collectBody()
            try await exchange.respond(.text("ok"))
        } _: { url in
            let client = try await InternetKit.client()
            let own = await InternetKit.failure {
                _ = try await client.send(
                    HTTPClientRequest(
                        .post, url, body: .stream(length: nil) { throw Failure(.diskFull, "no room") }))
            }
            #expect(own?.code == .diskFull)
            let short = await InternetKit.failure {
                _ = try await client.send(HTTPClientRequest(.post, url, body: .stream(length: 5) { nil }))
            }
            #expect(short?.code == .invalidArgument)
        }
    }

    @Test func noSecretIsInAFailure() async throws {
        let client = try await InternetKit.client()
        let urls = [
            "http://user:hunter2@127.0.0.1:1/hunter2?token=hunter2",
            "https://user:hunter2@no-such-host.invalid/hunter2",
            "hunter2://user:hunter2@host/", "http://hunter2 hunter2/",
        ]
        for url in urls {
            let request = HTTPClientRequest(.get, url, headers: ["Authorization": "Bearer hunter2", "hunter2:": "x"])
            let failure = await InternetKit.failure { _ = try await client.send(request) }
            #expect(failure != nil)
            #expect(failure.map { !"\($0) \($0.metadata)".contains("hunter2") } == true)
        }
    }
}
