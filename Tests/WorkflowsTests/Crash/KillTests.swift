// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Model
import Primitives
import Storage
import StorageSQLite
import TestKit
import Testing
import Workflows

/// Real processes, killed at every commit of the journal through the engine's own failpoint.
@Suite struct KillTests {
    /// Carries out one run over the database in a directory; each effect adds a line to a file there.
    private static func process(in directory: String, observer: JournalWrite.Observer?) async throws -> Run {
        let database = try SQLiteDatabase.open(path: directory + "/dextra.db", readers: 1, logger: .silent)
        try await Migrator(migrations: Schema.migrations).migrate(database, binaryVersion: "test", time: .system)
        let events = EventLog(database: database, time: .system)
        let engine = WorkflowEngine(
            database: database, events: events, registry: try RunRegistry([definition(directory)]), time: .system,
            random: .system, nodeID: "here", logger: .silent, journalObserver: observer)
        let run = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            defer { group.cancelAll() }
            return try await engine.wait(
                engine.submit(
                    kind: "kill", subject: "thing/1", projectID: nil, input: [:],
                    request: RunRequest(idempotencyKey: "once")
                ).id)
        }
        await database.close()
        return run
    }

    private static func definition(_ directory: String) -> RunDefinition {
        RunDefinition(
            kind: "kill",
            steps: ["one", "two", "three"].map { name in
                StepDefinition(name: name, effect: .adoptable) { context in
                    let path = "\(directory)/\(name)"
                    // Look first, adopt what exists: O_EXCL is the look.
                    let file = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
                    if file >= 0 {
                        Glibc.close(file)
                        try Self.note("\(name) made", directory)
                    }
                    return ["path": .string(path)]
                }
            })
    }

    private static func note(_ line: String, _ directory: String) throws {
        let file = open(directory + "/effects", O_CREAT | O_APPEND | O_WRONLY, 0o600)
        defer { Glibc.close(file) }
        _ = (line + "\n").withCString { write(file, $0, strlen($0)) }
    }

    @Test func killedAtEveryCommitItEndsAsItShould() async throws {
        let commits = try await TemporaryDirectory.with { directory in
            let last = Highest()
            let run = try await Self.process(in: directory) { last.note($0.number) }
            #expect(run.state == .succeeded)
            return last.value
        }
        #expect(commits == 5, "the submission, the taking with the first intent, and one for each step's end")
        for number in 1...commits {
            for phase in ["before", "after"] {
                try await TemporaryDirectory.with { directory in
                    await #expect(processExitsWith: .signal(SIGKILL)) {
                        [
                            directory = directory as String, number = number as Int, phase = phase as String
                        ] in
                        _ = try await KillTests.process(in: directory) { write in
                            if write.number == number, write.phase.rawValue == phase { kill(getpid(), SIGKILL) }
                        }
                    }
                    let run = try await Self.process(in: directory, observer: nil)
                    #expect(run.state == .succeeded, "killed \(phase) commit \(number)")
                    let effects = try String(contentsOfFile: directory + "/effects", encoding: .utf8)
                    #expect(effects == "one made\ntwo made\nthree made\n", "killed \(phase) commit \(number)")
                }
            }
        }
    }
}
