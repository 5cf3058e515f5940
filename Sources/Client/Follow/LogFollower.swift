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
    private let stream: ResumableStream

    package init(client: ServerClient, launcher: ServerLauncher, time: TimeSource, random: RandomSource) {
        self.client = client
        stream = ResumableStream(client: client, launcher: launcher, time: time, random: random)
    }

    /// Delivers what the request asks for and returns at its end.
    ///
    /// A lost server is started again, and the stream taken up after the last line. Throws the server's own failures,
    /// `server_not_starting`, or what `deliver` throws; `stream_not_resumable` when the stream broke after lines that have
    /// no place, which services started by an earlier version write.
    package func read(_ request: LogRequest, deliver: (LogUpdate) async throws -> Void) async throws {
        try await stream.read("the log's stream", from: Place()) { place in
            let response = try await client.logs(request, after: place.id)
            for try await event in response.events {
                try event.throwProblem()
                if event.event == LogStream.end { return () }
                if let update = try place.update(for: event) { try await deliver(update) }
            }
            return nil
        } onLoss: { place in
            guard place.id != nil || !place.hasPlaceless else {
                throw Failure(
                    .streamNotResumable, "the server was lost, and this release's log has no places to go on from",
                    hint: "ask again; the next deployment writes a log that can be resumed")
            }
            try await deliver(.reconnecting)
        }
    }
}

/// How far the stream has been read.
private struct Place: Equatable {
    /// Of the last line that has a place.
    var id: String?
    var isCurrent = false
    var hasPlaceless = false

    /// nil for what is known already, and for what is not known here.
    mutating func update(for event: ServerSentEvent) throws -> LogUpdate? {
        switch event.event {
        case LogStream.current:
            defer { isCurrent = true }
            return isCurrent ? nil : .current
        case LogStream.skipped:
            return .skipped(bytes: try JSONText.decode(LogStream.Gap.self, from: event.data).bytes)
        case LogStream.line:
            let line = try JSONText.decode(LogStream.Line.self, from: event.data)
            if event.id.isEmpty { hasPlaceless = true } else { id = event.id }
            return .line(line)
        default: return nil
        }
    }
}
