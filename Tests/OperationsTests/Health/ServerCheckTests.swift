// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Operations
import Primitives
import Storage
import TestKit
import Testing
import Wire
import Workflows

@Suite struct ServerCheckTests {
    private func look(_ check: HealthCheck) async -> Readiness.Check {
        await HealthService(ready: [check], vital: [], time: .system, logger: .silent).readiness().checks[0]
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

    @Test func loopsThatTurnAreFine() async {
        let loops = EventLoop.shared(count: 2)
        #expect(await look(.eventLoops(loops)).status == .ok)
    }

    @Test func theDiskSaysItsRoomAndNotItsPath() async throws {
        try await TemporaryDirectory.with { directory in
            let check = await look(.disk(directory))
            #expect(check.detail?.hasSuffix(" MB free") == true)
            #expect(await look(.disk(directory + "/nowhere")).detail == "not_found")
        }
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
