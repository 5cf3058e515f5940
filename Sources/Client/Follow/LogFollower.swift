// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Primitives
package import Wire

/// What a follower hears of an application's output, in order and each line once.
package enum LogUpdate: Sendable {
    case line(LogStream.Line)
    /// Lines that stood here are no longer kept.
    case skipped(bytes: Int64)
    /// Everything that was there has come; what follows is new. Comes once.
    case current
    /// The connection is gone; the follower is looking for the server, starting it if need be.
    case reconnecting
}

/// Reads an application's output to its end, through restarts of the server.
package struct LogFollower: Sendable {
    private let client: ServerClient
    private let launcher: ServerLauncher
    private let time: TimeSource
    private let random: RandomSource

    /// Gives up after so many connections in a row that brought nothing.
    private static let patience = 10

    package init(client: ServerClient, launcher: ServerLauncher, time: TimeSource, random: RandomSource) {
        self.client = client
        self.launcher = launcher
        self.time = time
        self.random = random
    }

    /// Delivers what the request asks for and returns at its end.
    ///
    /// A lost server is started again, and the stream taken up after the last line. Throws the server's own failures,
    /// `server_not_starting`, or what `deliver` throws; `stream_not_resumable` when the stream broke after lines that have
    /// no place, which services started by an earlier version write.
    package func read(_ request: LogRequest, deliver: (LogUpdate) async throws -> Void) async throws {
        var place: String?
        var isCurrent = false
        var failures = 0
        var hasPlaceless = false
        while true {
            let before = place
            do {
                let response = try await client.logs(request, after: place)
                for try await event in response.events {
                    switch event.event {
                    case LogStream.end: return
                    case LogStream.current:
                        if !isCurrent { try await deliver(.current) }
                        isCurrent = true
                    case LogStream.skipped:
                        let gap = try JSONText.decode(LogStream.Gap.self, from: event.data)
                        try await deliver(.skipped(bytes: gap.bytes))
                    case LogStream.line:
                        try await deliver(.line(try JSONText.decode(LogStream.Line.self, from: event.data)))
                        if event.id.isEmpty { hasPlaceless = true } else { place = event.id }
                    default: continue
                    }
                }
            } catch let failure as Failure where failure.isLostStream {
                if failures >= Self.patience { throw failure }
            }
            guard place != nil || !hasPlaceless else {
                throw Failure(
                    .streamNotResumable, "the server was lost, and this release's log has no places to go on from",
                    hint: "ask again; the next deployment writes a log that can be resumed")
            }
            failures = place == before ? failures + 1 : 1
            guard failures <= Self.patience else {
                throw Failure(.serverNotRunning, "the server ends the log's stream again and again")
            }
            try await deliver(.reconnecting)
            let backoff = Backoff(base: .milliseconds(100), limit: .seconds(2))
            try await time.sleep(for: backoff.delay(afterAttempt: failures, random: random))
            _ = try await launcher.ensureRunning(client)
        }
    }
}
