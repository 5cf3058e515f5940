// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import HTTP
import Primitives
import Synchronization
import TestKit
import Testing

/// A server that takes only so many requests a second, as a first deployment of many files meets it.
@Suite struct PaceTests {
    private static let slower = Failure(.tooManyRequests, "slower", retry: .after(.seconds(3)))
    private static let digest = String(repeating: "a", count: 64)

    /// What is held in memory, and what is read from its beginning again.
    @Test(arguments: [6, 300_000]) func anUploadThatComesTooSoonIsMadeLater(_ size: Int) async throws {
        let time = ManualTime()
        let asked = Mutex(0)
        try await ScriptedServer.with {
            $0.put("/v1/blobs/:digest") { exchange in
                var count = 0
                while let bytes = try await exchange.nextBody() { count += bytes.count }
                #expect(count == size)
                let number = asked.withLock { asked in
                    asked += 1
                    return asked
                }
                guard number == 3 else { throw Self.slower }
                try await exchange.respond(json: [:] as JSONValue, status: .created)
            }
        } _: { client in
            let paced = ServerClient(home: try #require(client.place.home), time: time.source)
            async let upload: Void = paced.upload(Self.digest, size: Int64(size)) {
                let left = Mutex(size)
                return {
                    left.withLock { left in
                        defer { left = 0 }
                        return left > 0 ? [UInt8](repeating: 7, count: left) : nil
                    }
                }
            }
            for _ in 0..<2 {
                await time.waitForSleepers()
                time.advance(by: .seconds(3))
            }
            try await upload
        }
        #expect(asked.withLock { $0 } == 3)
    }

    @Test func aServerThatTakesNothingForAMinuteIsGivenUp() async throws {
        let time = ManualTime()
        try await ScriptedServer.with {
            $0.get("/v1/projects") { _ in throw Failure(.tooManyRequests, "slower", retry: .after(.seconds(40))) }
        } _: { client in
            let paced = ServerClient(home: try #require(client.place.home), time: time.source)
            async let projects = paced.projects()
            await time.waitForSleepers()
            time.advance(by: .seconds(40))
            do {
                _ = try await projects
                Issue.record("it was not given up")
            } catch { #expect(Failure.wrapping(error).code == .tooManyRequests) }
        }
    }
}
