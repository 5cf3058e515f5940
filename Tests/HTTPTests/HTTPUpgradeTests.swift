// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import HTTP
import Primitives
import TestKit
import Testing

/// Leaving HTTP as a client, against a peer made of plain system calls.
@Suite(.timeLimit(.minutes(1))) struct HTTPUpgradeTests {
    private static let wish = HTTPClientRequest(
        .post, "/attach", headers: ["Connection": "Upgrade", "Upgrade": "tcp"], timeouts: HTTPTimeouts(idle: nil))

    @Test func carriesBytesBothWaysAndHalfCloses() async throws {
        let answer = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nfirst"
        try await withPeer(answer) { endpoint in
            guard case .upgraded(let connection) = try await HTTPClient().upgrade(to: endpoint, Self.wish) else {
                Issue.record("the connection was not upgraded")
                return
            }
            // What came with the head is not lost.
            #expect(try await connection.read() == Array("first".utf8))
            let sent = (0..<500_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let received = try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await connection.write(sent)
                    try await connection.finishOutput()
                }
                var received: [UInt8] = []
                while let bytes = try await connection.read() { received += bytes }
                try await group.waitForAll()
                return received
            }
            #expect(received == sent + Array("bye".utf8))
        }
    }

    @Test func anyOtherAnswerIsStillHTTP() async throws {
        try await withPeer("HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\nno") { endpoint in
            guard case .answered(let response) = try await HTTPClient().upgrade(to: endpoint, Self.wish) else {
                Issue.record("the connection was upgraded")
                return
            }
            #expect(response.status == .conflict)
            #expect(try await response.collect() == Array("no".utf8))
        }
    }

    @Test func aChangeOfProtocolNobodyAskedForIsRefused() async throws {
        try await withPeer("HTTP/1.1 101 UPGRADED\r\n\r\n") { endpoint in
            let plain = HTTPClientRequest(.post, "/attach")
            do {
                _ = try await HTTPClient().request(to: endpoint, plain)
                Issue.record("nothing was thrown")
            } catch {
                #expect((error as? Failure)?.code == .invalidResponse)
            }
        }
    }

    @Test func cancellationEndsARead() async throws {
        try await withPeer("HTTP/1.1 101 UPGRADED\r\n\r\n") { endpoint in
            let reading = Task {
                guard case .upgraded(let connection) = try await HTTPClient().upgrade(to: endpoint, Self.wish) else {
                    return
                }
                _ = try await connection.read()
            }
            reading.cancel()
            await #expect(throws: CancellationError.self) { try await reading.value }
        }
    }

    /// A unix socket whose one connection gets the answer, then its own bytes back, and `bye` when it has ended.
    private func withPeer(_ answer: String, _ body: (HTTPEndpoint) async throws -> Void) async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/s"
            let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(listener) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let outcome = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            #expect(outcome == 0 && listen(listener, 1) == 0)
            DispatchQueue.global().async { Self.serve(listener, answer) }
            try await body(.unix(path))
        }
    }

    private static func serve(_ listener: Int32, _ answer: String) {
        let peer = accept(listener, nil, nil)
        defer { close(peer) }
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8), recv(peer, &byte, 1, 0) == 1 { head.append(byte) }
        func send(_ bytes: [UInt8]) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
        send(Array(answer.utf8))
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(peer, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            send(Array(buffer[..<count]))
        }
        send(Array("bye".utf8))
    }
}
