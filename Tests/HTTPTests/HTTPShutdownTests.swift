// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Synchronization
import Testing

/// The end of a server, in the order in which it comes.
@Suite struct HTTPShutdownTests {
    /// On a connection of its own.
    private func ask(_ endpoint: HTTPEndpoint) async throws -> String {
        let response = try await HTTPClient().request(to: endpoint, HTTPClientRequest(.get, "/"))
        return String(decoding: try await response.collect(), as: UTF8.self)
    }

    @Test func duringTheNoticeEverythingGoesOn() async throws {
        let isEnding = Mutex(false)
        let ending = Signal()
        var configuration = HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: 0)])
        configuration.notice = .seconds(3)
        configuration.whenEnding = {
            isEnding.withLock { $0 = true }
            ending.set()
        }
        let server = HTTPServer(configuration: configuration) { exchange in
            try await exchange.respond(.text(isEnding.withLock { $0 } ? "ending" : "serving"))
        }
        let endpoint = try server.bind()[0]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            let before = try await ask(endpoint)
            group.cancelAll()
            await ending.wait()
            let after = try await ask(endpoint)
            #expect(before == "serving")
            #expect(after == "ending")
        }
        let late = try RawConnection(endpoint)
        #expect(late.isRefused)
    }

    /// With a grace of an hour the server would not end in the time of the test.
    @Test func eventStreamsDoNotHoldUpTheEnd() async throws {
        let begun = Signal()
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(
                listeners: [.tcp(host: "127.0.0.1", port: 0)], grace: .seconds(3600))
        ) { exchange in
            let writer = try await exchange.startEvents()
            try await writer.send(data: "first")
            begun.set()
            try await TimeSource.system.sleep(for: .seconds(3600))
        }
        let endpoint = try server.bind()[0]
        let connection = try RawConnection(endpoint)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await begun.wait()
            group.cancelAll()
        }
        #expect(server.connectionCount == 0)
    }

    @Test func norDoThoseThatBeginDuringIt() async throws {
        let (asked, goOn) = (Signal(), Signal())
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(
                listeners: [.tcp(host: "127.0.0.1", port: 0)], grace: .seconds(3600))
        ) { exchange in
            asked.set()
            await goOn.wait()
            _ = try await exchange.startEvents()
            try await TimeSource.system.sleep(for: .seconds(3600))
        }
        let endpoint = try server.bind()[0]
        let connection = try RawConnection(endpoint)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await asked.wait()
            group.cancelAll()
            while try !RawConnection(endpoint).isRefused { try await TimeSource.system.sleep(for: .milliseconds(5)) }
            // What is there has been told by now, or is about to be.
            try await TimeSource.system.sleep(for: .milliseconds(100))
            goOn.set()
        }
        #expect(server.connectionCount == 0)
    }
}
