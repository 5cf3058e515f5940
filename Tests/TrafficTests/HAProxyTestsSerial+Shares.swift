// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import TestKit
import Testing
import Traffic

/// A candidate's share of the traffic.
extension HAProxyTestsSerial {
    /// What came of so many requests, half of them on one kept connection.
    private func ask(_ route: Route, times: Int) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        let kept = try PlainConnection(port: route.port)
        for number in 0..<times {
            let connection = number.isMultiple(of: 2) ? kept : try PlainConnection(port: route.port)
            counts[try connection.get("/").body, default: 0] += 1
        }
        return counts
    }

    /// Whether a count is within five standard deviations of what is expected: less than one in a million isn't.
    private func isPlausible(_ count: Int, of all: Int, share: Double) -> Bool {
        let deviation = (Double(all) * share * (1 - share)).squareRoot()
        return abs(Double(count) - Double(all) * share) <= 5 * deviation
    }

    @Test(arguments: [(1.0, 1, 3), (1.0, 3, 1), (10, 2, 1), (50, 1, 2)])
    func drawsAShareForEachRequest(percent: Double, active: Int, candidates: Int) async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["a", "b", "c", "new1", "new2", "new3"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps.prefix(active)))
                try await fixture.proxy.split(
                    fixture.shop, to: UpstreamGroup(v: 2, apps[3..<3 + candidates]), percent: percent)
                let all = 2000
                let counts = try ask(route, times: all)
                let new = counts.filter { $0.key.hasPrefix("new") }
                let total = new.values.reduce(0, +)
                #expect(total > 0)
                #expect(isPlausible(total, of: all, share: percent / 100), "\(counts)")
                for name in ["new1", "new2", "new3"].prefix(candidates) {
                    #expect(isPlausible(new[name] ?? 0, of: total, share: 1 / Double(candidates)), "\(counts)")
                }
                #expect(try await fixture.proxy.configuration()[fixture.shop]?.destinations.active == 1)
                let answered = try await fixture.proxy.answered(fixture.shop)
                #expect(answered.map(\.release) == [1, 2])
                #expect(answered.map(\.requests) == [all - total, total])
                #expect(answered.map(\.failures) == [0, 0])
            }
        }
    }

    @Test func aShareOutlivesReloadAndKillAndEndsWhenItIsTakenBack() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["old", "new"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps[0].port))
                try await fixture.proxy.split(fixture.shop, to: UpstreamGroup(v: 2, apps[1].port), percent: 50)
                #expect(isPlausible(try ask(route, times: 200)["new"] ?? 0, of: 200, share: 0.5))
                _ = try await fixture.proxy.provision(fixture.blog, ordinal: 2, port: nil, hosts: [])
                #expect(isPlausible(try ask(route, times: 200)["new"] ?? 0, of: 200, share: 0.5))
                try await fixture.killProxy()
                #expect(isPlausible(try ask(route, times: 200)["new"] ?? 0, of: 200, share: 0.5))
                try await fixture.proxy.split(fixture.shop, to: UpstreamGroup(v: 2, apps[1].port), percent: 0)
                #expect(try ask(route, times: 50) == ["old": 50])
                try await fixture.proxy.split(fixture.shop, to: UpstreamGroup(v: 2, apps[1].port), percent: 100)
                #expect(try ask(route, times: 50) == ["new": 50])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps[0].port))
                #expect(try ask(route, times: 50) == ["old": 50])
            }
        }
    }

    @Test func changesSharesUnderLoadWithoutDroppingARequest() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["a", "b", "new1", "new2"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps[..<2]))
                let load = Load(port: route.port)
                for percent in [1.0, 10, 50, 0, 30] {
                    try await fixture.proxy.split(
                        fixture.shop, to: UpstreamGroup(v: 2, apps[2...]), percent: percent)
                    try await load.pass(200)
                }
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 2, apps[2...]))
                try await load.pass(200)
                let result = await load.finish()
                #expect(result.dropped == [])
                #expect(result.bodies == ["a", "b", "new1", "new2"])
            }
        }
    }

    @Test func aCandidateThatRefusesFailsUnnoticed() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["a", "b"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps))
                let closed = try Listener.with(\.port)
                try await fixture.proxy.split(fixture.shop, to: UpstreamGroup(v: 2, closed), percent: 30)
                let counts = try ask(route, times: 200)
                #expect(counts.values.reduce(0, +) == 200)
                #expect(counts.keys.sorted() == ["a", "b"])
                let answered = try await fixture.proxy.answered(fixture.shop)
                #expect(answered[0].requests == 200)
                #expect(answered[0].failures == 0)
                #expect(isPlausible(answered[1].requests, of: 200, share: 0.3))
                #expect(answered[1].failures == answered[1].requests)
            }
        }
    }

    @Test func hasNothingToSplitBeforeTheFirstSwitch() async throws {
        try await ProxyFixture.with { fixture in
            _ = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
            let failure = await #expect(throws: Failure.self) {
                try await fixture.proxy.split(fixture.shop, to: UpstreamGroup(v: 1, 20_001), percent: 5)
            }
            #expect(failure?.code == .nothingToSplit)
        }
    }

    @Test func countsAnswersAndFailuresOverAReload() async throws {
        try await ProxyFixture.with { fixture in
            try await TestApp.with(["a", "b"]) { apps in
                let route = try await fixture.proxy.provision(fixture.shop, ordinal: 1, port: nil, hosts: [])
                #expect(try await fixture.proxy.answered(fixture.shop) == [])
                try await fixture.proxy.switchTraffic(fixture.shop, to: UpstreamGroup(v: 1, apps))
                #expect(try await fixture.proxy.answered(fixture.shop) == [ReleaseCounts(release: 1)])
                for path in ["/", "/bad", "/none", "/slow"] {
                    _ = try? PlainConnection(port: route.port).get(path)
                }
                func expectFour() async throws {
                    let answered = try await fixture.proxy.answered(fixture.shop)
                    #expect(answered.map(\.requests) == [4])
                    #expect(answered.map(\.failures) == [2])
                    #expect(try #require(answered.first?.latency) > .zero)
                }
                try await expectFour()
                _ = try await fixture.proxy.provision(fixture.blog, ordinal: 2, port: nil, hosts: [])
                try await expectFour()
                _ = try PlainConnection(port: route.port).get("/")
                #expect(try await fixture.proxy.answered(fixture.shop).map(\.requests) == [5])
                let failure = await #expect(throws: Failure.self) {
                    _ = try await fixture.proxy.answered(RouteName(project: fixture.shop.project, profile: .staging))
                }
                #expect(failure?.code == .trafficRouteNotFound)
            }
        }
    }
}
