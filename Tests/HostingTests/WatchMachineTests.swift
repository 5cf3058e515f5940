// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
import Platforms
import Primitives
import Testing

/// The watchdog's rules, without a clock.
struct WatchMachineTests {
    private let bad = ProbeAnswer.refused(status: 500, body: "locked")
    private let health = HealthCheck(watchFailures: 3)

    @Test func restartsAfterBadAnswersInARow() {
        var machine = WatchMachine()
        for _ in 0..<2 { #expect(machine.observe(bad, health: health, at: .zero).action == .nothing) }
        #expect(machine.observe(bad, health: health, at: .zero).action == .restart)
        #expect(machine.state == .unhealthy)
    }

    @Test func waitsLongerBetweenRestarts() {
        var machine = WatchMachine()
        for _ in 0..<3 { _ = machine.observe(bad, health: health, at: .zero) }
        let soon = (0..<5).map { _ in machine.observe(bad, health: health, at: .seconds(9)).action }
        #expect(!soon.contains(.restart))
        #expect(machine.observe(bad, health: health, at: .seconds(10)).action == .restart)
    }

    @Test func forgetsBadAnswersAfterAGoodOne() {
        var machine = WatchMachine()
        for _ in 0..<2 { _ = machine.observe(bad, health: health, at: .zero) }
        _ = machine.observe(.healthy(status: 200), health: health, at: .zero)
        for _ in 0..<2 { #expect(machine.observe(bad, health: health, at: .zero).action == .nothing) }
    }

    @Test func neverRestartsWhenToldSo() {
        var machine = WatchMachine()
        let actions = (0..<20).map { _ in
            machine.observe(bad, health: HealthCheck(watchFailures: 0), at: .zero).action
        }
        #expect(Set(actions) == [.nothing])
    }
}
