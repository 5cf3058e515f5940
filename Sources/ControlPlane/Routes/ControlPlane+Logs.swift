// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Platforms
import Primitives
import Wire

extension ControlPlane {
    var logOperations: [Operation] {
        [
            .stream(
                "/v1/projects/{project}/logs", "readLog", .project(.view), "What the running application writes",
                query: [.profile, .release, .tail, .since, .until, .follow, .process, .after],
                answers: [.text("The log's lines"), .events]
            ) { call in
                let (exchange, place, process) = (call.exchange, try call.logPlace, try call.query(.process))
                let log = try await delivery.log(
                    of: try call.project.name, profile: try call.query(.profile) ?? .production,
                    release: try place?.release ?? call.query(.release), process: process)
                let query = LogQuery(
                    tail: place == nil ? try call.query(.tail) : nil, start: place?.position,
                    since: try call.query(.since), until: try call.query(.until),
                    follow: try call.query(.follow) ?? false, process: process)
                if exchange.request.headers["Accept"]?.contains("text/event-stream") == true {
                    return try await stream(log, query, to: exchange)
                }
                try await exchange.start(headers: ["Content-Type": "text/plain; charset=utf-8"])
                try await log.read(query) { entry in
                    if case .line(let line) = entry { try await exchange.write(line.text + "\n") }
                }
            }
        ]
    }

    private func stream(_ log: ReleaseLog, _ query: LogQuery, to exchange: Exchange) async throws {
        let stream = LateEvents(exchange)
        try await log.read(query) { entry in try await stream.writer.send(entry, of: log.number) }
        try await stream.writer.send(event: LogStream.end, data: "{}")
    }
}

/// An event stream that begins with the first event, so that a failure before it is still a status.
private actor LateEvents {
    private let exchange: Exchange
    private var begun: ServerSentEventWriter?

    init(_ exchange: Exchange) { self.exchange = exchange }

    var writer: ServerSentEventWriter {
        get async throws {
            if let begun { return begun }
            let writer = try await exchange.startEvents()
            begun = writer
            return writer
        }
    }
}

extension ServerSentEventWriter {
    fileprivate func send(_ entry: LogEntry, of release: Int) async throws {
        switch entry {
        case .line(let line):
            try await send(
                event: LogStream.line,
                id: line.position.map { LogPlace(release: release, position: $0).description },
                data: try JSONText.encode(
                    LogStream.Line(
                        text: line.text, at: line.at, stream: line.stream.rawValue, release: release,
                        process: line.process)))
        case .skipped(let bytes):
            try await send(event: LogStream.skipped, data: try JSONText.encode(LogStream.Gap(bytes: bytes)))
        case .current: try await send(event: LogStream.current, data: "{}")
        }
    }
}

extension Call {
    /// Where a log is taken up; throws `invalid_argument`.
    fileprivate var logPlace: LogPlace? {
        get throws {
            guard let text = try query(.after) ?? exchange.request.headers["Last-Event-ID"], !text.isEmpty else {
                return nil
            }
            guard let place = LogPlace(text) else {
                throw Failure(.invalidArgument, "'\(text.prefix(64))' is no place in a log")
            }
            return place
        }
    }
}
