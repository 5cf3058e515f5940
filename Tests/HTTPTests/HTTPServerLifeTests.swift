// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import HTTP
import Primitives
import Synchronization
import TestKit
import Testing

/// Connections over time: back-pressure, peers that leave, many at once, and the end of the server.
@Suite struct HTTPServerLifeTests {
    @Test(arguments: Transport.allCases) func aSlowReaderHoldsTheWriterBack(transport: Transport) async throws {
        let most = Mutex(0)
        let isBehind = Signal()
        let total = 64 << 20
        let handler: HTTPHandler = { exchange in
            try await exchange.start(length: total)
            let part = [UInt8](repeating: 1, count: 100_000)
            var left = total
            while left > 0 {
                try await exchange.write(left < part.count ? Array(part[..<left]) : part)
                left -= min(left, part.count)
                let pending = await exchange.pendingOutput
                most.withLock { $0 = max($0, pending) }
                if pending > ByteStream.lowWater { isBehind.set() }
            }
        }
        let body: @Sendable (HTTPEndpoint) async throws -> Void = { endpoint in
            let connection = try RawConnection(endpoint, receiveBuffer: 8192)
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            await isBehind.wait()
            var received = 0
            while let part = try await connection.receive() { received += part.count }
            #expect(received > total)
        }
        try await transport.serve(handler: handler, body)
        #expect(most.withLock { $0 } <= ByteStream.highWater + 101_000)  // with TLS's own bytes
    }

    @Test(arguments: Transport.allCases) func aReaderThatTakesNothingIsCutOff(transport: Transport) async throws {
        var limits = HTTPLimits()
        limits.writeTime = .milliseconds(100)
        let outcome = Once<FailureCode>()
        let ended = Signal()
        try await transport.serve(limits: limits) { exchange in
            defer { ended.set() }
            try await exchange.start()
            do {
                while true { try await exchange.write([UInt8](repeating: 1, count: 100_000)) }
            } catch let failure as Failure {
                await outcome.set(failure.code)
            }
        } _: { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await ended.wait()
            #expect(try await connection.receive() != nil)
        }
        #expect(await outcome.value == .connectionClosed)
    }

    @Test(arguments: Transport.allCases) func aPeerThatLeavesCancelsItsHandler(transport: Transport) async throws {
        var limits = HTTPLimits()
        limits.halfClosedTime = .milliseconds(50)
        let begun = Signal()
        let cancelled = Signal()
        let handler: HTTPHandler = { _ in
            begun.set()
            do { try await TimeSource.system.sleep(for: .seconds(3600)) } catch {
                cancelled.set()
                throw error
            }
        }
        let body: @Sendable (HTTPEndpoint) async throws -> Void = { endpoint in
            do {
                let connection = try RawConnection(endpoint)
                try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                await begun.wait()
            }
            await cancelled.wait()
        }
        try await transport.serve(limits: limits, handler: handler, body)
    }

    @Test(arguments: Transport.allCases) func silentEventStreamsHaveAHeartbeat(transport: Transport) async throws {
        try await transport.serve { exchange in
            let events = try await exchange.startEvents(heartbeat: .milliseconds(30))
            try await events.send(data: "first")
            try await TimeSource.system.sleep(for: .seconds(3600))
        } _: { endpoint in
            let connection = try RawConnection(endpoint)
            try await connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            // On a busy machine the first heartbeats may overtake the event.
            let text = try await connection.receive {
                $0.components(separatedBy: "3\r\n:\n\n\r\n").count > 3 && $0.contains("data: first\n\n")
            }
            #expect(text.contains("Content-Type: text/event-stream\r\n"))
            #expect(text.contains("data: first\n\n"))
        }
    }

    @Test func unixPeersAreKnown() async throws {
        try await LiveServer.unix { exchange in
            try await exchange.respond(.text("\(exchange.request.peer)"))
        } _: { endpoint in
            let response = try await HTTPClient().request(to: endpoint, HTTPClientRequest(.get, "/"))
            let text = String(decoding: try await response.collect(), as: UTF8.self)
            #expect(text == "\(Peer.unix(uid: getuid(), gid: getgid(), pid: getpid()))")
        }
    }

    @Test(arguments: Transport.allCases) func aThousandConnectionsAreServedAtOnce(transport: Transport) async throws {
        let count = 1000
        let arrived = Mutex(0)
        let all = Signal()
        // Under a sanitizer a thousand handshakes take longer than anybody would wait.
        var limits = HTTPLimits()
        limits.headTime = .seconds(600)
        try await transport.serve(limits: limits) { exchange in
            let number = arrived.withLock { arrived in
                arrived += 1
                return arrived
            }
            if number == count { all.set() }
            await all.wait()
            try await exchange.respond(.text("together"))
        } _: { endpoint in
            let client = try await HTTPClient.trusting()
            let timeouts = HTTPTimeouts(connect: nil, response: nil, idle: nil)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<count {
                    group.addTask {
                        let request = HTTPClientRequest(.get, "/", timeouts: timeouts)
                        let response = try await client.request(to: endpoint, request)
                        return try await response.collect() == Array("together".utf8)
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test(arguments: Transport.allCases) func aFullServerLetsOthersWait(transport: Transport) async throws {
        var limits = HTTPLimits()
        limits.connections = 1
        try await transport.serve(limits: limits) { exchange in
            try await exchange.respond(.text("ok"))
        } _: { endpoint in
            let second = try RawConnection(endpoint)
            do {
                let first = try RawConnection(endpoint)
                try await second.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                try await first.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                #expect(try await first.receiveAll().hasSuffix("ok"))
            }
            #expect(try await second.receiveAll().hasSuffix("ok"))
        }
    }

    // MARK: The end

    @Test func aShutdownFinishesWhatIsInFlight() async throws {
        let begun = Signal()
        let go = Signal()
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: 0)])
        ) { exchange in
            begun.set()
            await go.wait()
            try await exchange.respond(.text("finished"))
        }
        let endpoint = try server.bind()[0]
        let idle = try RawConnection(endpoint)
        let busy = try RawConnection(endpoint)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await busy.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await begun.wait()
            group.cancelAll()
            // The idle connection ends at once, the busy one with its answer.
            #expect(try await idle.receiveAll() == "")
            go.set()
            let answer = try await busy.receiveAll()
            #expect(answer.contains("Connection: close\r\n"))
            #expect(answer.hasSuffix("finished"))
        }
        #expect(server.connectionCount == 0)
        #expect(throws: (any Error).self) {
            let late = try RawConnection(endpoint)
            guard late.isRefused else { return }
            throw Failure(.connectionRefused, "as it should be")
        }
    }

    @Test func aShutdownAbortsWhatOutlastsTheGrace() async throws {
        let begun = Signal()
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(
                listeners: [.tcp(host: "127.0.0.1", port: 0)], grace: .milliseconds(50))
        ) { _ in
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
        #expect(try await connection.receiveAll() == "")
        #expect(server.connectionCount == 0)
    }
}
