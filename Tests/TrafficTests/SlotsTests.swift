// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Traffic

/// Which release is in which slot.
struct SlotsTests {
    private let first = Upstream(port: 20_001, release: 1)
    private let second = Upstream(port: 20_002, release: 2)
    private let third = Upstream(port: 20_003, release: 3)

    @Test func beginsInBlueAndAlternates() {
        var slots = Slots()
        slots.activate(first)
        #expect(slots.active == .blue)
        slots.activate(second)
        #expect(slots.active == .green)
        #expect(slots.blue == first)
        slots.activate(third)
        #expect(slots.active == .blue)
        #expect(slots.blue == third)
        #expect(slots.green == second)
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
        #expect(slots.active == .blue)
        #expect(slots.green == second)
    }

    @Test func takesAReleasesNewAddressInItsSlot() {
        var slots = Slots()
        slots.activate(first)
        slots.activate(Upstream(port: 29_999, release: 1))
        #expect(slots.active == .blue)
        #expect(slots.activeUpstream?.port == 29_999)
    }

    @Test func forgetsOnlyWhatHasNoTraffic() {
        var slots = Slots()
        slots.activate(first)
        slots.activate(second)
        slots.forget(release: 1)
        slots.forget(release: 2)
        #expect(slots.blue == nil)
        #expect(slots.activeUpstream == second)
    }
}
