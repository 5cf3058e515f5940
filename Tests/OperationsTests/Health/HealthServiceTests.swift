// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Operations
import Primitives
import Synchronization
import TestKit
import Testing
import Wire
import Workflows

@Suite struct HealthServiceTests {
    private func service(_ ready: [HealthCheck], vital: [HealthCheck] = [], _ time: ManualTime) -> HealthService {
        HealthService(ready: ready, vital: vital, time: time.source, logger: .silent)
    }

    @Test func oneFailureIsEnoughAndWarningsAreNot() async {
        let time = ManualTime()
        let checks: [HealthCheck] = [
            HealthCheck("a") { .ok() }, HealthCheck("b") { .warning("little room") },
            HealthCheck("c", isRequired: false) { .failed("away") },
        ]
        let fine = await service(checks, time).readiness()
        #expect(fine.status == .ready)
        #expect(fine.checks.map(\.name) == ["a", "b", "c"])
        #expect(fine.checks.map(\.status) == [.ok, .warning, .warning])
        #expect(fine.checks[1].detail == "little room")

        let broken = await service(checks + [HealthCheck("d") { .failed("gone") }], time).readiness()
        #expect(broken.status == .notReady)
    }

    @Test func aFailuresWordsStayInside() async {
        let answer = await service(
            [HealthCheck("store") { throw Failure(.notFound, "no /home/anna/secret") }], ManualTime()
        ).readiness()
        #expect(answer.checks[0].status == .failed)
        #expect(answer.checks[0].detail == "not_found")
    }

    @Test func aFloodOfQuestionsIsOneLook() async {
        let time = ManualTime()
        let looks = Mutex(0)
        let service = service(
            [
                HealthCheck("a") {
                    looks.withLock { $0 += 1 }
                    return .ok()
                }
            ], time)
        await withTaskGroup(of: Readiness.self) { group in
            for _ in 0..<1000 { group.addTask { await service.readiness() } }
            for await answer in group { #expect(answer.status == .ready) }
        }
        #expect(looks.withLock { $0 } == 1)
        time.advance(by: HealthService.freshness)
        _ = await service.readiness()
        #expect(looks.withLock { $0 } == 2)
    }

    @Test func aCheckThatHangsIsGivenUpAndNotBegunAgain() async {
        let time = ManualTime()
        let begun = Mutex(0)
        let release = WakeSignal()
        let service = service(
            [
                HealthCheck("stuck", timeout: .seconds(3)) {
                    begun.withLock { $0 += 1 }
                    // Deaf to its cancellation.
                    await release.waitRegardless(beyond: 0)
                    return .ok()
                }
            ], time)
        async let first = service.readiness()
        await time.waitForSleepers()
        time.advance(by: .seconds(3))
        #expect(await first.checks.map(\.status) == [.failed])
        #expect(await first.checks[0].durationMilliseconds == 3000)

        time.advance(by: HealthService.freshness)
        #expect(await service.readiness().status == .notReady)
        #expect(begun.withLock { $0 } == 1)

        release.raise()
        // It comes back as soon as the one that hung is over.
        while true {
            time.advance(by: HealthService.freshness)
            if await service.readiness().status == .ready { break }
            await Task.yield()
        }
        #expect(begun.withLock { $0 } == 2)
    }

    @Test func whoIsEndingIsNotReadyAndLooksAtNothing() async {
        let service = service([HealthCheck("a") { .ok() }], ManualTime())
        #expect(await service.readiness().status == .ready)
        service.beginDraining()
        #expect(await service.readiness() == Readiness(status: .notReady, checks: []))
        #expect(await service.liveness().status == .alive)
    }

    @Test func liveIsWhatNoRestartCouldMend() async {
        let time = ManualTime()
        let service = service([HealthCheck("disk") { .failed("full") }], vital: [HealthCheck("loops") { .ok() }], time)
        #expect(await service.liveness().status == .alive)
        #expect(
            await self.service([], vital: [HealthCheck("loops") { .failed("still") }], time).liveness().status == .stuck
        )
    }

    @Test func theAnswerIsAsDocumented() throws {
        let answer = Readiness(
            status: .notReady,
            checks: [.init(name: "disk", status: .failed, detail: "3 MB free", durationMilliseconds: 1)])
        #expect(
            try JSONText.encode(answer)
                == #"{"checks":[{"detail":"3 MB free","duration_ms":1,"name":"disk","status":"failed"}],"status":"not_ready"}"#
        )
    }
}
