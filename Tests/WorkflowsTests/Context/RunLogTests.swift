// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

/// Log text and progress of steps, as they are found in the store afterwards.
@Suite struct RunLogTests {
    /// Carries out one run whose only step does as told, and returns what its log holds.
    private func log(
        limit: Int64 = 16 << 20, _ body: @escaping @Sendable (StepContext) async throws -> Void
    ) async throws -> (chunks: [LogChunk], events: [Event], run: Run) {
        try await EngineFixture.with { fixture in
            var configuration = EngineConfiguration()
            configuration.logLimit = limit
            let step = StepDefinition(name: "talk", effect: .repeatable) { context in
                try await body(context)
                return [:]
            }
            let engine = try fixture.engine(
                [RunDefinition(kind: "talk", steps: [step])], configuration: configuration)
            let run = try await fixture.running(engine) { try await $0.wait($0.submit("talk").id) }
            let chunks = try await fixture.database.read {
                try LogChunkStore().chunks(of: run.id, limit: 1000, on: $0)
            }
            return (chunks, try await fixture.events.read(after: nil, limit: 1000, runID: run.id), run)
        }
    }

    @Test func streamsKeepTheirOrderAndTheLastEventReachesTheEnd() async throws {
        let (chunks, events, _) = try await log { context in
            try await context.log(Array("out 1\n".utf8), stream: .output)
            try await context.log(Array("out 2\n".utf8), stream: .output)
            try await context.log(Array("err\n".utf8), stream: .error)
            try await context.log("said")
        }
        #expect(chunks.map(\.text).joined() == "out 1\nout 2\nerr\nsaid\n")
        #expect(chunks.filter { $0.stream == .error }.map(\.text) == ["err\n"])
        for (chunk, next) in zip(chunks, chunks.dropFirst()) { #expect(chunk.end == next.offset) }
        let logged = events.filter { $0.type == "run.log" }
        #expect(logged.last?.data["offset"]?.integer == chunks.last?.end)
        // Each announcement begins where the one before it ended: all text belongs to exactly one.
        #expect(
            logged.map { $0.data["start"]?.integer } == [0] + logged.dropLast().map { $0.data["offset"]?.integer })
        // All of it is there before the step counts as done.
        let last = try #require(events.lastIndex { $0.type == "run.log" })
        let done = try #require(events.firstIndex { $0.type == "run.step_succeeded" })
        #expect(last < done)
    }

    @Test func foreignBytesBecomeValidText() async throws {
        let (chunks, _, _) = try await log { context in
            let euro = Array("€".utf8)
            try await context.log([0x61, 0xFF, 0x62], stream: .output)
            try await context.log(euro[..<1], stream: .output)
            try await context.log(Array("!".utf8), stream: .error)
            try await context.log(euro[1...], stream: .output)
            try await context.log(euro[..<2], stream: .output)
        }
        let output = chunks.filter { $0.stream == .output }.flatMap(\.bytes)
        #expect(String(validating: output, as: UTF8.self) == "a\u{FFFD}b€\u{FFFD}")
    }

    @Test func muchTextIsKeptInBoundedChunksWithoutLoss() async throws {
        let line = Array(("äöü" + String(repeating: "x", count: 70) + "\n").utf8)
        let (chunks, _, run) = try await log { context in
            for _ in 0..<10_000 { try await context.log(line, stream: .output) }
        }
        #expect(run.state == .succeeded)
        #expect(chunks.allSatisfy { $0.bytes.count <= 64 * 1024 && String(validating: $0.bytes, as: UTF8.self) != nil })
        #expect(chunks.flatMap(\.bytes).count == line.count * 10_000)
    }

    @Test func aLogThatGrowsPastItsLimitSaysThatItWasCut() async throws {
        let (chunks, _, run) = try await log(limit: 1001) { context in
            for _ in 0..<50 { try await context.log(Array(String(repeating: "é", count: 100).utf8), stream: .output) }
            try await context.log("after")
        }
        #expect(run.state == .succeeded)
        let output = chunks.filter { $0.stream == .output }.flatMap(\.bytes)
        #expect(output.count == 1000 && String(validating: output, as: UTF8.self) != nil)
        #expect(chunks.count { $0.stream == .system } == 1 && chunks.last?.text.contains("truncated") == true)
    }

    @Test func progressIsToldAndNeverGoesBack() async throws {
        let gate = WakeSignal()
        let (_, events, _) = try await log { context in
            context.progress(0.4, "half way")
            // The first word is stored at once; later ones wait for the interval.
            while gate.count == 0 {
                gate.raise()
                await Task.yield()
            }
            context.progress(0.2)
        }
        let told = events.compactMap { event -> Double? in
            switch event.data["percent"] {
            case .number(let number): number
            case .integer(let number): Double(number)
            default: nil
            }
        }
        #expect(told == told.sorted() && told.last == 100)
    }
}
