// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import TestKit
import Testing
import Traffic

/// Releases of several processes.
extension HAProxyTestsSerial {
    @Test func sharesTheRequestsEvenly() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["a", "b", "c"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps))
                var counts: [String: Int] = [:]
                let connection = try PlainConnection(port: route.port)
                for _ in 0..<300 { counts[try connection.get("/").body, default: 0] += 1 }
                #expect(counts == ["a": 100, "b": 100, "c": 100])
            }
        }
    }

    @Test func scalesAndSwitchesUnderLoadWithoutDroppingARequest() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["a", "b", "c", "d", "next1", "next2"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps.prefix(1)))
                let load = Load(port: route.port)
                for count in [4, 2, 4, 1, 3] {
                    try await load.pass(300)
                    try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps.prefix(count)))
                }
                try await load.pass(300)
                for turn in 0..<6 {
                    try await fixture.proxy.switchTraffic(
                        fixture.shop,
                        to: turn.isMultiple(of: 2) ? UpstreamGroup(v: 2, apps[4...]) : UpstreamGroup(v: 1, apps[..<4]))
                    try await load.pass(300)
                }
                let result = await load.finish()
                #expect(result.dropped == [])
                #expect(result.bodies == ["a", "b", "c", "d", "next1", "next2"])
            }
        }
    }

    @Test func countsWhatASurplusProcessServesUntilItIsTrimmed() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["a", "b"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps))
                // Each has one.
                let streams = try (0..<2).map { _ in try PlainConnection(port: route.port) }
                for stream in streams {
                    try stream.write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
                    _ = try stream.readHead()
                }
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps.prefix(1)))
                #expect(try await fixture.proxy.connections(fixture.shop, release: 1) == 2)
                #expect(try await fixture.proxy.connections(fixture.shop, release: 1, surplus: true) == 1)
                for stream in streams { try stream.readMore() }
                for _ in 0..<20 { #expect(try PlainConnection(port: route.port).get("/").body == "a") }
                try await fixture.proxy.trim(fixture.shop, release: 1)
                #expect(try await fixture.proxy.connections(fixture.shop, release: 1) == 1)
                #expect(try await fixture.proxy.configuration()[fixture.shop]?.destinations[1]?.upstreams.count == 1)
            }
        }
    }

    @Test func passesOverAProcessThatRefuses() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["a", "b"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                let closed = try Listener.with(\.port)
                try await fixture.proxy.switchTraffic(
                    fixture.shop, to: UpstreamGroup(v: 1, apps[0].port, closed, apps[1].port))
                let load = Load(port: route.port)
                try await load.pass(200)
                #expect(await load.finish().dropped == [])
            }
        }
    }

    @Test func comesBackWithAllProcessesAfterAKill() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["a", "b", "c"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps))
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps.prefix(2)))
                try await fixture.killProxy()
                var seen: Set<String> = []
                for _ in 0..<40 { seen.insert(try PlainConnection(port: route.port).get("/").body) }
                #expect(seen == ["a", "b"])
            }
        }
    }

    @Test func takesTheLargestRelease() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with("one") { one in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                let all = Array(repeating: Upstream(port: one.port), count: UpstreamGroup.maximumSize)
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(release: 1, upstreams: all))
                #expect(try PlainConnection(port: route.port).get("/").body == "one")
            }
        }
    }

    @Test func isRidOfServersThatNobodyNeeds() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with("one") { one in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, one.port))
                let load = Load(port: route.port, clients: 2)
                for release in 2...12 {
                    try await fixture.proxy.switchTraffic(
                        fixture.shop,
                        to: UpstreamGroup(
                            release: release, upstreams: Array(repeating: Upstream(port: one.port), count: 8)))
                    try await fixture.proxy.retire(fixture.shop, release: release - 1)
                }
                let answer = try fixture.ask("show servers state \(fixture.shop)")
                #expect(answer.split(separator: "\n").count { $0.contains(" v") } < 64)
                #expect(try PlainConnection(port: route.port).get("/").body == "one")
                #expect(await load.finish().dropped == [])
            }
        }
    }
}
