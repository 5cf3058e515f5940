// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTP
import Primitives
import TestKit
import Testing

@Suite struct ListeningTests {
    private func server(_ listeners: HTTPListener...) -> HTTPServer {
        HTTPServer(configuration: HTTPServerConfiguration(listeners: listeners)) { exchange in
            try await exchange.respond(.text("here"))
        }
    }

    private func code(_ listener: HTTPListener) -> FailureCode? {
        do { try server(listener).bind() } catch { return (error as? Failure)?.code }
        return nil
    }

    @Test func portZeroGivesAPortThatNobodyElseGets() throws {
        let first = server(.tcp(host: "127.0.0.1", port: 0))
        guard case .tcp(let host, let port) = try first.bind()[0] else { return #expect(Bool(false)) }
        #expect(host == "127.0.0.1")
        #expect(port > 0)
        #expect(code(.tcp(host: "127.0.0.1", port: port)) == .addressInUse)
        withExtendedLifetime(first) {}
    }

    @Test func aTakenPortIsPassedOverWhereOthersWillDo() throws {
        let first = server(.tcp(host: "127.0.0.1", port: 0))
        guard case .tcp(_, let port) = try first.bind()[0] else { return #expect(Bool(false)) }
        let second = server(.tcp(host: "127.0.0.1", port: port, spare: 50))
        guard case .tcp(_, let next) = try second.bind()[0] else { return #expect(Bool(false)) }
        #expect((port + 1...port + 50).contains(next))
        #expect(code(.tcp(host: "127.0.0.1", port: port, spare: 0)) == .addressInUse)
        // What is wrong with more than the port is not tried again.
        #expect(code(.tcp(host: "example.org", port: 80, spare: 3)) == .invalidArgument)
        withExtendedLifetime((first, second)) {}
    }

    @Test func impossibleAddressesAreRefused() {
        #expect(code(.tcp(host: "127.0.0.1", port: 70_000)) == .invalidArgument)
        #expect(code(.tcp(host: "example.org", port: 80)) == .invalidArgument)
        #expect(code(.unix("/" + String(repeating: "x", count: 107))) == .socketPathTooLong)
        #expect(code(.unix("/nonexistent-folder/s")) == .notFound)
    }

    @Test func aSocketFileIsPrivateAndGoesWithItsServer() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/s"
            do {
                let server = server(.unix(path))
                try server.bind()
                var status = stat()
                #expect(lstat(path, &status) == 0)
                #expect(status.st_mode & 0o777 == 0o600)
                withExtendedLifetime(server) {}
            }
            #expect(access(path, F_OK) != 0)
        }
    }

    @Test func onlyADeadServersSocketIsReplaced() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/s"
            let alive = server(.unix(path))
            try alive.bind()
            #expect(code(.unix(path)) == .addressInUse)
            withExtendedLifetime(alive) {}

            let dead = directory + "/dead"
            try leaveSocket(dead)
            let heir = server(.unix(dead, mode: 0o660))
            try heir.bind()
            var status = stat()
            #expect(lstat(dead, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o660)

            let file = directory + "/file"
            close(open(file, O_CREAT | O_WRONLY, 0o600))
            #expect(code(.unix(file)) == .addressInUse)
            #expect(access(file, F_OK) == 0)
        }
    }

    @Test func aSuccessorsSocketIsLeftAlone() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/s"
            var first: HTTPServer? = server(.unix(path))
            try first?.bind()
            unlink(path)
            let second = server(.unix(path))
            try second.bind()
            first = nil
            #expect(access(path, F_OK) == 0)
            withExtendedLifetime(second) {}
        }
    }

    @Test func oneServerListensAtSeveralAddresses() async throws {
        try await TemporaryDirectory.with { directory in
            let server = server(.unix(directory + "/s"), .tcp(host: "127.0.0.1", port: 0), .tcp(host: "::1", port: 0))
            let endpoints = try server.bind()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                for endpoint in endpoints {
                    let response = try await HTTPClient().request(to: endpoint, HTTPClientRequest(.get, "/"))
                    #expect(try await response.collect() == Array("here".utf8))
                }
                group.cancelAll()
            }
        }
    }

    private func leaveSocket(_ path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(outcome == 0)
    }
}
