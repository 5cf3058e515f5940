// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import Testing

/// Events of a real engine.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(2)))
struct EventTests {
    @Test func tellsWhatHappensAndResumes() async throws {
        try await EngineFixture.with { test in
            let id = try await test.engine.create(test.shell("exit 4"), name: test.prefix + "-c")
            var filters = EngineFilters()
            filters["type"] = ["container"]
            filters["container"] = [id]
            filters["event"] = ["create", "start", "die"]
            let begun = try #require(try await test.engine.container(id).created)
            let seen = Recorded<EngineEvent>()
            try await test.engine.watchEvents(filters, since: EngineMoment(begun)) { notice in
                switch notice {
                case .connected: try await test.engine.start(id)
                case .event(let event): seen.add(event)
                }
                return seen.all.last?.action != "die"
            }
            #expect(seen.all.map(\.action) == ["create", "start", "die"])
            #expect(seen.all.last?.attributes["exitCode"] == "4")
            #expect(seen.all.last?.attributes["name"] == test.prefix + "-c")
            // From the second on: the engine still knows.
            let again = Recorded<String>()
            try await test.engine.watchEvents(filters, since: seen.all[1].moment) { notice in
                if case .event(let event) = notice { again.add(event.action) }
                return again.all.last != "die"
            }
            #expect(again.all == ["start", "die"])
        }
    }

    @Test func saysWhatTheEngineIs() async throws {
        try await EngineFixture.with { test in
            let information = try await test.engine.information()
            #expect(information.rootDirectory == test.daemon.folder + "/data")
            #expect(information.processors > 0 && information.memory > 1 << 20 && !information.isRootless)
            #expect(try await test.engine.diskUsage().images > 1_000_000)
            #expect(test.engine.version >= .oldest && test.engine.version <= .newest)
            #expect(test.engine.flavour == .docker)
        }
    }
}
