// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct LogChunkStoreTests {
    @Test func chunksAreReadFromAnOffsetByStepAndFromTheEnd() async throws {
        try await TemporaryDatabase.with { database in
            let time = Timestamp(millisecondsSinceEpoch: 5)
            let run = Run(
                id: Identifier(at: time, random: (1, 1)), kind: "one", kindVersion: 1, subject: "a", projectID: nil,
                input: [:], state: .pending, progress: 0, createdAt: time, steps: [])
            let store = LogChunkStore()
            let texts = [("build", "one "), ("start", "two "), ("build", "three")]
            try await database.write { connection in
                try RunStore().insert(run, on: connection)
                for (step, text) in texts {
                    try store.insert(
                        LogChunk(
                            runID: run.id, step: step, stream: .output,
                            offset: try store.end(of: run.id, on: connection),
                            at: time, bytes: Array(text.utf8)), on: connection)
                }
            }
            func read(_ body: @escaping @Sendable (any ReadConnection) throws -> [LogChunk]) async throws -> String {
                try await database.read(body).map(\.text).joined()
            }
            #expect(try await read { try store.chunks(of: run.id, on: $0) } == "one two three")
            #expect(try await read { try store.chunks(of: run.id, from: 4, on: $0) } == "two three")
            #expect(try await read { try store.chunks(of: run.id, before: 4, on: $0) } == "one ")
            #expect(try await read { try store.chunks(of: run.id, step: "build", on: $0) } == "one three")
            #expect(try await read { try store.tail(of: run.id, limit: 2, on: $0) } == "two three")
            #expect(try await read { try store.tail(of: run.id, step: "start", on: $0) } == "two ")
            #expect(try await database.read { try store.end(of: run.id, on: $0) } == 13)
            #expect(try await database.write { try store.delete(runID: run.id, on: $0) } == 3)
        }
    }
}
