// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing
import Traffic

/// Which releases are behind a route, and which of them get what.
struct DestinationsTests {
    private var two: Destinations {
        get throws {
            var destinations = Destinations()
            destinations.activate(try UpstreamGroup(v: 1, 20_001))
            destinations.activate(try UpstreamGroup(v: 2, 20_002, 20_003))
            return destinations
        }
    }

    @Test func keepsEveryReleaseThatMayStillServe() throws {
        let destinations = try two
        #expect(destinations.active == 2)
        #expect(destinations.activeGroup?.upstreams.map(\.port) == [20_002, 20_003])
        #expect(destinations[1]?.upstreams.map(\.port) == [20_001])
    }

    @Test func activatingTwiceChangesNothing() throws {
        var destinations = try two
        destinations.activate(try UpstreamGroup(v: 2, 20_002, 20_003))
        #expect(destinations == (try two))
    }

    @Test func takesAReleasesNewAddresses() throws {
        var destinations = try two
        destinations.activate(try UpstreamGroup(v: 2, 20_009, 20_003, 20_004))
        #expect(destinations.activeGroup?.upstreams.map(\.port) == [20_009, 20_003, 20_004])
        #expect(destinations.activeGroup?.open == 3)
    }

    @Test func newAddressesChangeNothingOfWhoGetsWhat() throws {
        var destinations = try two
        destinations.split(try UpstreamGroup(v: 1, 20_001), percent: 10)
        let share = destinations.share
        for group in [
            try UpstreamGroup(v: 1, 20_011), try UpstreamGroup(v: 2, 20_012), try UpstreamGroup(v: 3, 20_013),
        ] {
            destinations.readdress(group)
        }
        #expect((destinations.active, destinations.share) == (2, share) && share != nil)
        #expect(destinations[1]?.upstreams.map(\.port) == [20_011])
        #expect(destinations.activeGroup?.upstreams.map(\.port) == [20_012, 20_003])
        #expect(destinations[3] == nil)
    }

    @Test func keepsWhatASmallerGroupStillServesUntilItIsTrimmed() throws {
        var destinations = Destinations()
        destinations.activate(try UpstreamGroup(v: 1, 20_001, 20_002, 20_003))
        destinations.activate(try UpstreamGroup(v: 1, 20_001))
        #expect(destinations[1]?.open == 1)
        #expect(destinations[1]?.upstreams.map(\.port) == [20_001, 20_002, 20_003])
        destinations.trim(release: 1)
        #expect(destinations[1]?.upstreams.map(\.port) == [20_001])
    }

    @Test func forgetsOnlyWhatHasNoTraffic() throws {
        var destinations = try two
        destinations.forget(release: 1)
        destinations.forget(release: 2)
        #expect(destinations.groups.map(\.release) == [2])
        #expect(destinations.active == 2)
    }

    @Test func withTooManyReleasesTheOldestWithoutTrafficGivesWay() throws {
        var destinations = Destinations()
        let most = Destinations.maximumReleases
        for release in 1...most { destinations.activate(try UpstreamGroup(v: release, 20_000 + release)) }
        // Back to the first, and a share for the second: the third is the oldest without.
        destinations.activate(try UpstreamGroup(v: 1, 20_001))
        destinations.split(try UpstreamGroup(v: 2, 20_002), percent: 5)
        destinations.split(try UpstreamGroup(v: 2, 20_002), percent: 6)
        #expect(destinations.groups.count == most)
        destinations.split(try UpstreamGroup(v: 99, 29_000), percent: 5)
        #expect(destinations.groups.map(\.release) == [1] + Array(3...most) + [99])
        destinations.activate(try UpstreamGroup(v: 100, 29_001))
        #expect(destinations.groups.map(\.release) == Array(3...most) + [99, 100])
    }

    @Test func givesAShareUntilItIsTakenBackOrTheTrafficIsSwitched() throws {
        var destinations = try two
        destinations.split(try UpstreamGroup(v: 3, 20_004), percent: 0.25)
        #expect(destinations.share?.release == 3)
        #expect(destinations.share?.millionths == 2500)
        #expect(destinations.active == 2)
        destinations.split(try UpstreamGroup(v: 3, 20_004), percent: 0)
        #expect(destinations.share == nil)
        destinations.split(try UpstreamGroup(v: 3, 20_004), percent: 400)
        #expect(destinations.share?.millionths == 1_000_000)
        destinations.activate(try UpstreamGroup(v: 3, 20_004))
        #expect(destinations.share == nil)
        #expect(destinations.active == 3)
    }

    @Test func aForgottenReleaseHasNoShareAndTheActiveOneNeedsNone() throws {
        var destinations = try two
        destinations.split(try UpstreamGroup(v: 2, 20_002), percent: 50)
        #expect(destinations.share == nil)
        destinations.split(try UpstreamGroup(v: 3, 20_004), percent: 50)
        destinations.forget(release: 3)
        #expect(destinations.share == nil)
    }

    @Test(arguments: [0, 33]) func refusesAReleaseOfSoManyProcesses(count: Int) {
        let failure = #expect(throws: Failure.self) {
            _ = try UpstreamGroup(release: 1, upstreams: (0..<count).map { Upstream(port: 20_000 + $0) })
        }
        #expect(failure?.code == .invalidUpstreams)
    }
}
