// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Model
import Primitives
import TestKit
import Testing
import Traffic

/// Choosing ports and finding who has one.
struct PortTests {
    @Test(arguments: [
        (1, Profile.production, 8100), (1, .staging, 8101), (1, .development, 8102), (2, .production, 8103),
        (10, .production, 8127),
    ])
    func derivesThePortFromOrdinalAndProfile(ordinal: Int, profile: Profile, port: Int) {
        #expect(PortPlan().preferred(ordinal: ordinal, profile: profile) == port)
    }

    @Test func passesOverTakenPorts() throws {
        try Listener.with { listener in
            let plan = PortPlan(first: listener.port)
            let chosen = try plan.choose(
                ordinal: 1, profile: .production, bindAddress: "127.0.0.1", taken: [listener.port + 1])
            #expect(chosen > listener.port + 1)
        }
    }

    @Test func namesThePortAndItsHolder() throws {
        try Listener.with { listener in
            let failure = #expect(throws: Failure.self) {
                try PortProbe.require(listener.port, on: "127.0.0.1", purpose: "a test", hint: "free it")
            }
            #expect(failure?.code == .portInUse)
            #expect(failure?.metadata.first?.value == String(listener.port))
            #expect(failure?.metadata.last?.value.hasSuffix("(pid \(getpid()))") == true)
        }
    }

    @Test func findsThePortsOfAProcess() throws {
        try Listener.with { #expect(ListeningSockets.ports(of: [getpid()]).contains($0.port)) }
        #expect(ListeningSockets.ports(of: []).isEmpty)
    }

    @Test func readsTheKernelsTable() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100
               1: 0100007F:1F91 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100
               2: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 4713 1
            """
        let entries = ListeningSockets.parse(table)
        #expect(entries.map(\.port) == [8080, 80])
        #expect(entries.map(\.inode) == [4711, 4713])
    }

    /// Not every program sets `SO_REUSEADDR`, and the port of the end that closes first stays taken for the others.
    @Test func passesOverAPortWithClosedConnections() throws {
        let port = try Listener.with { listener in
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(client) }
            var address = sockaddr_in()
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let server = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    getsockname(listener.descriptor, $0, &size) | connect(client, $0, size)
                        | accept(listener.descriptor, nil, nil)
                }
            }
            try #require(server >= 0)
            close(server)
            return listener.port
        }
        #expect(PortProbe.isFree(port, on: "127.0.0.1"))
        #expect(!PortProbe.isFree(port, on: "127.0.0.1", reusingAddress: false))
        let found = PortProbe.findFree(
            in: port...(port + 50), on: "127.0.0.1", reusingAddress: false, random: .seeded(1))
        #expect(found.map { $0 > port } == true)
    }

    @Test func findsAFreePortInARange() throws {
        try Listener.with { listener in
            let range = listener.port...(listener.port + 50)
            let found = PortProbe.findFree(in: range, on: "127.0.0.1", random: .seeded(1))
            #expect(found.map { range.contains($0) && $0 != listener.port } == true)
        }
    }
}
