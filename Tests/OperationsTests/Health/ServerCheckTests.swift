// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import Model
import Operations
import Primitives
import Storage
import TestKit
import Testing
import Wire
import Workflows

@Suite struct ServerCheckTests {
    /// By a clock that stands: nothing is late because the machine has other work.
    private func look(_ check: HealthCheck) async -> Readiness.Check {
        await HealthService(ready: [check], vital: [], time: ManualTime().source, logger: .silent)
            .readiness().checks[0]
    }

    @Test func aStoreIsWrittenToAndRead() async throws {
        try await TemporaryDatabase.with { database in
            #expect(await look(.store(database, time: .system)).status == .ok)
            #expect(await look(.store(database, time: .system)).status == .ok)
            #expect(await look(.storeAnswers(database)).status == .ok)
            await database.close()
            let closed = await look(.store(database, time: .system))
            #expect(closed.status == .failed)
            #expect(closed.detail == "database_closed")
            // It says so, so it is no reason to start the server again.
            #expect(await look(.storeAnswers(database)).status == .ok)
        }
    }

    @Test func aClockThatIsOffIsAWarning() async throws {
        try await TemporaryDatabase.with { database in
            #expect(await look(.clock(database, time: .system)).status == .ok)
            let off = ManualTime(start: TimeSource.system.now() + .seconds(-60)).source
            let late = await look(.clock(database, time: off))
            #expect(late.status == .warning)
            #expect(late.detail?.hasPrefix("-6") == true)
        }
    }

    @Test func loopsThatTurnAreFine() async {
        let loops = EventLoop.shared(count: 2)
        #expect(await look(.eventLoops(loops)).status == .ok)
    }

    @Test func theDiskSaysItsRoomAndNotItsPath() async throws {
        try await TemporaryDirectory.with { directory in
            let check = await look(.disk(directory))
            #expect(check.detail?.hasSuffix("B free") == true)
            #expect(await look(.disk(directory + "/nowhere")).detail == "not_found")
        }
    }

    @Test(arguments: [
        (TestCertificates.Kind.local, 0, Readiness.Check.Status.warning, "valid until "),
        (.fresh, 0, .ok, "valid until "), (.fresh, 80, .warning, "valid until "), (.fresh, -1, .warning, "valid from "),
        (.expired, 0, .warning, "not valid since "),
    ]) func aCertificateIsLookedAfterInTime(
        kind: TestCertificates.Kind, days: Int, status: Readiness.Check.Status, words: String
    ) async throws {
        let certificates = try TLSCertificates([try await TestCertificates.shared().files(kind)])
        let time = ManualTime(start: TimeSource.system.now() + .seconds(days * 86_400)).source
        let found = await look(.certificates(certificates, time: time))
        #expect(found.status == status)
        // Never more than a warning, and no path.
        #expect(found.detail?.hasPrefix(words) == true && found.detail?.contains("/") == false)
    }

    @Test(arguments: [
        (ProxyState.up, Readiness.Check.Status.ok), (.unneeded, .ok), (.down, .failed),
    ]) func aProxyIsNeededByApplicationsAlone(state: ProxyState, status: Readiness.Check.Status) async {
        #expect(await look(.proxy { state }).status == status)
    }

    @Test func anEngineThatIsNotThereIsNoticed() async throws {
        try await TemporaryDatabase.with { database in
            let time = ManualTime()
            let events = EventLog(database: database, time: time.source)
            let engine = WorkflowEngine(
                database: database, events: events,
                registry: try RunRegistry([
                    RunDefinition(
                        kind: "a", version: 1,
                        steps: [
                            StepDefinition(name: "one", effect: .repeatable) { _ in [:] }
                        ])
                ]),
                time: time.source, random: .seeded(1), nodeID: "here", logger: .silent)
            let service = HealthService(
                ready: [.workers(engine, time: time.source)], vital: [], time: time.source, logger: .silent)
            _ = try await engine.submit(kind: "a", subject: "x/1", projectID: nil, input: [:])
            #expect(await service.readiness().checks[0].detail == "1 pending, 0 at work")
            time.advance(by: .seconds(31))
            let late = await service.readiness()
            #expect(late.status == .notReady)
            #expect(late.checks[0].detail == "a run waits for 31 s although a worker is free")
        }
    }
}
