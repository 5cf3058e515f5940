// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

/// Runs as older binaries left them in the database, and what this one makes of them.
@Suite struct RecordedHistoryTests {
    private static let run = RunID("019a0000-0000-7000-8000-00000000d001")

    /// Puts the rows of a recorded history into the tables they came from.
    private func load(_ name: String, into fixture: EngineFixture) async throws -> RunID {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let text = try String(contentsOfFile: "/\(folder)/\(name).json", encoding: .utf8)
        let tables = try JSONText.decode([String: [[String: JSONValue]]].self, from: text)
        try await fixture.database.write { connection in
            try connection.execute("UPDATE counters SET value = 1 WHERE name = 'runs'")
            for table in ["runs", "steps"] {
                for row in tables[table] ?? [] {
                    let columns = row.keys.sorted()
                    let marks = columns.map { _ in "?" }.joined(separator: ", ")
                    try connection.execute(
                        "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))",
                        columns.map { column in
                            switch row[column] {
                            case .string(let text): .text(text)
                            case .integer(let number): .integer(number)
                            case .number(let number): .real(number)
                            default: .null
                            }
                        })
                }
            }
        }
        return try #require(Self.run)
    }

    private func definition(
        _ diary: Diary, version: Int, supporting: ClosedRange<Int>, steps: [String]
    ) -> RunDefinition {
        RunDefinition(
            kind: "deploy", version: version, supportedVersions: supporting,
            steps: steps.map { name in
                StepDefinition(name: name, effect: .repeatable) { context in
                    diary.note("\(name) \(context.isResumed) \(context.outputs["detect"]?["language"]?.string ?? "")")
                    return [:]
                }
            })
    }

    @Test func aNewerBinaryResumesIt() async throws {
        try await EngineFixture.with { fixture in
            let id = try await load("deploy-version-1", into: fixture)
            let diary = Diary()
            let engine = try fixture.engine([
                definition(diary, version: 3, supporting: 1...3, steps: ["detect", "build", "start", "verify"])
            ])
            let run = try await fixture.running(engine) { try await $0.wait(id) }
            #expect(run.state == .succeeded && run.kindVersion == 1)
            // The steps it was recorded with, not those added since; the one cut off knows that it was.
            #expect(diary.all == ["build true python", "start false python"])
        }
    }

    @Test(arguments: [(2...3, ["detect", "build", "start"]), (1...3, ["detect", "compile", "start"])])
    func whatCanNotBeResumedIsRefused(supported: ClosedRange<Int>, steps: [String]) async throws {
        try await EngineFixture.with { fixture in
            let id = try await load("deploy-version-1", into: fixture)
            let diary = Diary()
            let engine = try fixture.engine([definition(diary, version: 3, supporting: supported, steps: steps)])
            let run = try await fixture.running(engine) { try await $0.wait(id) }
            #expect(run.state == .failed && run.failure?.code == .runKindUnsupported)
            #expect(diary.all.isEmpty)
        }
    }

    @Test func whatThisBinaryDoesNotKnowIsLeftAlone() async throws {
        try await EngineFixture.with { fixture in
            let id = try await load("deploy-version-1", into: fixture)
            let diary = Diary()
            let engine = try fixture.engine([RunDefinition(kind: "other", steps: [.noting("other", in: diary)])])
            try await fixture.running(engine) { engine in
                let other = try await engine.wait(engine.submit("other").id)
                #expect(other.state == .succeeded)
            }
            #expect(try await engine.run(id).state == .running)
        }
    }
}
