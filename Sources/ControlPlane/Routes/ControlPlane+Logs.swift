// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Platforms
import Primitives
import Wire

extension ControlPlane {
    func addLogRoutes(to router: inout Router) {
        router.get("/v1/projects/:name/logs") { exchange in
            let place = try exchange.logPlace
            let release = try place?.release ?? exchange.integer("release", in: 1...Int.max)
            let log = try await delivery.log(
                of: try exchange.projectName, profile: try exchange.profileOrProduction, release: release,
                process: exchange.request.query["process"])
            let query = LogQuery(
                tail: place == nil ? try exchange.integer("tail", in: 0...1_000_000) : nil, start: place?.position,
                since: try exchange.time("since"), until: try exchange.time("until"),
                follow: try exchange.flag("follow"), process: exchange.request.query["process"])
            if exchange.request.headers["Accept"]?.contains("text/event-stream") == true {
                try await stream(log, query, to: exchange)
            } else {
                try await exchange.start(headers: ["Content-Type": "text/plain; charset=utf-8"])
                try await log.read(query) { entry in
                    if case .line(let line) = entry { try await exchange.write(line.text + "\n") }
                }
            }
        }
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

extension Exchange {
    /// Where a log is taken up; throws `invalid_argument`.
    fileprivate var logPlace: LogPlace? {
        get throws {
            guard let text = request.query["after"] ?? request.headers["Last-Event-ID"], !text.isEmpty else {
                return nil
            }
            guard let place = LogPlace(text) else {
                throw Failure(.invalidArgument, "'\(text)' is no place in a log")
            }
            return place
        }
    }

    /// A moment as RFC 3339 in UTC; throws `invalid_argument`.
    fileprivate func time(_ name: String) throws -> Timestamp? {
        guard let text = request.query[name] else { return nil }
        guard let time = Timestamp(text) else {
            throw Failure(.invalidArgument, "'\(text)' is no \(name)", hint: "use a time such as 2026-11-20T19:55:14Z")
        }
        return time
    }
}
