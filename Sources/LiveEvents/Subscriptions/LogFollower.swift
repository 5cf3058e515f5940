// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms
import Synchronization
import Wire

/// Tells what an application writes until its log is at an end.
struct LogFollower {
    /// The client's name for it.
    let id: String
    let log: LiveLog
    let send: @Sendable (LiveMessage) async throws -> Void

    /// Throws `log_position_unknown` and whatever else the platform has to say.
    func follow(_ query: LogQuery) async throws {
        let (id, release, send) = (id, log.release, send)
        // Not before there is something to say: a place that the log never had is a refusal.
        let isOpen = Atomic<Bool>(false)
        let open: @Sendable () async throws -> Void = {
            if !isOpen.exchange(true, ordering: .relaxed) { try await send(.subscribed(id: id, cursor: nil)) }
        }
        try await log.read(query) { entry in
            try await open()
            try await send(Self.message(entry, id, release))
        }
        try await open()
        try await send(.end(id: id, run: nil))
    }

    private static func message(_ entry: LogEntry, _ id: String, _ release: Int) -> LiveMessage {
        switch entry {
        case .line(let line):
            .line(
                id: id, place: line.position.map { LogPlace(release: release, position: $0) },
                LogStream.Line(
                    text: line.text, at: line.at, stream: line.stream.rawValue, release: release,
                    process: line.process))
        case .skipped(let bytes): .skipped(id: id, LogStream.Gap(bytes: bytes))
        case .current: .current(id: id)
        }
    }
}
