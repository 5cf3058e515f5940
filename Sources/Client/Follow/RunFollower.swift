// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
package import Primitives
package import Wire

/// What a follower hears of a run, in order and each thing once.
package enum RunUpdate: Sendable {
    case event(Event)
    case log(RunStream.LogPiece)
    /// The connection is gone; the follower is looking for the server, starting it if need be.
    case reconnecting
    case finished(Run)
}

/// Follows one run to its end, through restarts of the server.
package struct RunFollower: Sendable {
    private let client: ServerClient
    private let stream: ResumableStream

    package init(client: ServerClient, launcher: ServerLauncher, time: TimeSource, random: RandomSource) {
        self.client = client
        stream = ResumableStream(client: client, launcher: launcher, time: time, random: random)
    }

    /// Delivers everything after the cursor (nil for all there is) until the run is terminal; `finished` comes last.
    ///
    /// A lost server is started again, and the stream taken up after the last cursor. Throws the server's own failures,
    /// `server_not_starting`, or what `deliver` throws.
    package func follow(
        _ id: RunID, after cursor: Int64? = nil, deliver: (RunUpdate) async throws -> Void
    ) async throws -> Run {
        try await stream.read("the event stream of run \(id)", from: Place(cursor: cursor)) { place in
            let response = try await client.events(ofRun: id, after: place.cursor)
            for try await event in response.events {
                try event.throwProblem()
                guard let update = try place.update(for: event) else { continue }
                try await deliver(update)
                if case .finished(let run) = update { return run }
            }
            return nil
        } onLoss: { _ in
            try await deliver(.reconnecting)
        }
    }
}

/// How far the stream has been read.
private struct Place: Equatable {
    var cursor: Int64?
    /// Where the last delivered piece of each step's log begins.
    var offsets: [String: Int64] = [:]

    init(cursor: Int64?) { self.cursor = cursor }

    /// nil for what is not known here, and for what is known already: pieces of log that came before the last cursor are repeated.
    mutating func update(for event: ServerSentEvent) throws -> RunUpdate? {
        switch event.event {
        case RunStream.end: return .finished(try JSONText.decode(Run.self, from: event.data))
        case RunStream.log:
            // The ID may be that of an earlier event; it never goes back.
            if let id = Int64(event.id) { cursor = max(cursor ?? id, id) }
            return try piece(JSONText.decode(RunStream.LogPiece.self, from: event.data))
        default:
            // Types of the log's entries have a dot; a newer server's stream may have words that are not known here.
            guard event.event.contains(".") else { return nil }
            let entry = try JSONText.decode(Event.self, from: event.data)
            guard cursor.map({ entry.cursor > $0 }) ?? true else { return nil }
            cursor = entry.cursor
            return .event(entry)
        }
    }

    /// A step's log is cut into pieces once, when it is stored: a piece that begins where one began is the same.
    private mutating func piece(_ piece: RunStream.LogPiece) -> RunUpdate? {
        guard piece.offset > offsets[piece.step, default: -1] else { return nil }
        offsets[piece.step] = piece.offset
        return .log(piece)
    }
}
