// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
import Platforms
import Testing

/// The health gate's rules, without a clock.
struct GateMachineTests {
    private let refused = ProbeAnswer.unreachable(reason: "connection refused")

    private func machine(successes: Int = 1, deadline: Duration = .seconds(60)) -> GateMachine {
        GateMachine(
            health: HealthCheck(interval: .seconds(1), deadline: deadline, successes: successes), port: 20_000)
    }

    @Test func opensAfterGoodAnswersInARow() {
        var machine = machine(successes: 2)
        let good = ProbeAnswer.healthy(status: 200)
        let bad = ProbeAnswer.refused(status: 503, body: "")
        #expect(machine.observe(good, condition: .up, listening: [], elapsed: .zero) == .wait(.seconds(1)))
        #expect(machine.observe(bad, condition: .up, listening: [], elapsed: .zero) == .wait(.seconds(1)))
        #expect(machine.observe(good, condition: .up, listening: [], elapsed: .zero) == .wait(.seconds(1)))
        #expect(machine.observe(good, condition: .up, listening: [], elapsed: .zero) == .open)
    }

    @Test func asksAProgramThatIsStillBootingMoreOften() {
        var machine = machine()
        let waits = (0..<14).map { _ in machine.observe(refused, condition: .up, listening: [], elapsed: .zero) }
        #expect(waits.first == .wait(.milliseconds(20)))
        #expect(waits.last == .wait(.seconds(1)))
    }

    @Test func failsAtOnceWhenTheProgramEnds() {
        var machine = machine()
        let decision = machine.observe(refused, condition: .ended("exit status 3"), listening: [], elapsed: .zero)
        #expect(decision == .fail(.crashed("exit status 3")))
    }

    @Test func waitsForAProgramThatItsKeeperFindsUnwell() {
        var machine = machine()
        let good = ProbeAnswer.healthy(status: 200)
        let decision = machine.observe(good, condition: .unwell("its check failed"), listening: [], elapsed: .zero)
        #expect(decision == .wait(.milliseconds(20)))
        #expect(machine.answers == [.unreachable(reason: "its check failed")])
        #expect(machine.observe(good, condition: .up, listening: [], elapsed: .zero) == .open)
    }

    @Test func failsAtTheDeadline() {
        var machine = machine(deadline: .seconds(2))
        let bad = ProbeAnswer.refused(status: 500, body: "database is locked")
        #expect(
            machine.observe(bad, condition: .up, listening: [], elapsed: .milliseconds(1500))
                == .wait(.milliseconds(500)))
        #expect(machine.observe(bad, condition: .up, listening: [], elapsed: .seconds(2)) == .fail(.notHealthy))
        #expect(machine.answers == [bad, bad])
    }

    @Test func findsAProgramThatStaysOnAnotherPort() {
        var machine = machine()
        let patience = GateMachine.portPatience
        #expect(machine.observe(refused, condition: .up, listening: [3000], elapsed: .zero) == .wait(.milliseconds(20)))
        #expect(
            machine.observe(refused, condition: .up, listening: [3000], elapsed: patience)
                == .fail(.listensElsewhere(3000)))
    }

    @Test func forgivesAnotherPortBesideItsOwn() {
        var machine = machine()
        _ = machine.observe(refused, condition: .up, listening: [9229], elapsed: .zero)
        let decision = machine.observe(
            refused, condition: .up, listening: [9229, 20_000], elapsed: GateMachine.portPatience)
        #expect(decision == .wait(.milliseconds(30)))
    }
}
