// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Traffic

/// Which release is in which slot.
struct SlotsTests {
    private let first = Upstream(port: 20_001, release: 1)
    private let second = Upstream(port: 20_002, release: 2)
    private let third = Upstream(port: 20_003, release: 3)

    private let slots = Slot.allCases

    @Test func everyReleaseThatMayStillServeHasASlotOfItsOwn() {
        var route = Slots()
        route.activate(first)
        #expect(route.active == slots[0])
        route.activate(second)
        #expect(route.active == slots[1])
        #expect(route[slots[0]] == first)
        route.activate(third)
        #expect(route.active == slots[2])
        #expect(route[slots[0]] == first)
        #expect(route[slots[1]] == second)
    }

    @Test func aForgottenReleasesSlotIsTakenNext() {
        var route = Slots()
        for upstream in [first, second] { route.activate(upstream) }
        route.forget(release: 1)
        route.activate(third)
        #expect(route.active == slots[0])
        #expect(route[slots[0]] == third)
    }

    @Test func withoutAFreeSlotTheOldestReleaseGivesWay() {
        var route = Slots()
        for release in 1...slots.count { route.activate(Upstream(port: 20_000 + release, release: release)) }
        // Back to the first: it has the traffic, so the second is the oldest without.
        route.activate(first)
        route.activate(Upstream(port: 29_000, release: 99))
        #expect(route.slot(ofRelease: 1) == slots[0])
        #expect(route.slot(ofRelease: 2) == nil)
        #expect(route.active == slots[1])
    }

    @Test func namesReadBack() {
        for slot in slots { #expect(Slot(rawValue: slot.rawValue) == slot) }
        for name in ["", "slot", "slot0", "slot17", "blue"] { #expect(Slot(rawValue: name) == nil) }
    }

    @Test func activatingTwiceChangesNothing() {
        var slots = Slots()
        slots.activate(first)
        slots.activate(second)
        let once = slots
        slots.activate(second)
        #expect(slots == once)
    }

    @Test func goesBackToAWarmReleaseInItsOwnSlot() {
        var slots = Slots()
        slots.activate(first)
        slots.activate(second)
        slots.activate(first)
        #expect(slots.active == Slot.allCases[0])
        #expect(slots[Slot.allCases[1]] == second)
    }

    @Test func takesAReleasesNewAddressInItsSlot() {
        var slots = Slots()
        slots.activate(first)
        slots.activate(Upstream(port: 29_999, release: 1))
        #expect(slots.active == Slot.allCases[0])
        #expect(slots.activeUpstream?.port == 29_999)
    }

    @Test func forgetsOnlyWhatHasNoTraffic() {
        var slots = Slots()
        slots.activate(first)
        slots.activate(second)
        slots.forget(release: 1)
        slots.forget(release: 2)
        #expect(slots[Slot.allCases[0]] == nil)
        #expect(slots.activeUpstream == second)
    }
}
