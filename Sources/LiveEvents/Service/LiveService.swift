// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Model
package import Platforms
package import Primitives
package import Storage
import Synchronization
import Wire

/// The event log, runs and applications' logs as they happen: over one WebSocket for all of them, and as event streams.
package final class LiveService: Sendable {
    private let context: LiveContext
    private let server: String
    private let version: String
    private let random: RandomSource

    /// - server: which server or node this is, for the client's eyes.
    package init(
        sources: LiveSources, server: String, version: String,
        configuration: LiveConfiguration = LiveConfiguration(), time: TimeSource, random: RandomSource, logger: Logger
    ) {
        let hub = LiveHub(sources: sources, configuration: configuration, time: time, logger: logger)
        context = LiveContext(hub: hub, sources: sources, configuration: configuration, logger: logger)
        self.server = server
        self.version = version
        self.random = random
    }

    /// Follows the event log for all connections until the task is cancelled. Without it they get what is stored only.
    package func run() async throws { try await context.hub.run() }

    /// The newest cursor that connections were offered; nil before the log was read. Behind the log's by the event lag.
    package var head: Int64? { context.hub.head }

    /// How many viewers are connected, without those that are being cut off.
    package var connectionCount: Int { context.connections.load(ordering: .relaxed) }

    // MARK: WebSocket

    /// Answers `GET /v1/live`: opens the WebSocket and serves it once the handler has returned.
    ///
    /// - origins: pages that may connect; a viewer known by a cookie needs those that the cookie is for.
    /// - viewer: looks up who it is that asks; what changes from then on is not missed. The same for all streams below.
    package func serve(
        _ exchange: Exchange, origins: WebSocketOptions.Origins = .sameHost,
        as viewer: @Sendable () async throws -> any LiveViewer
    ) async throws {
        let (viewer, changes) = try await lookUp(viewer)
        var options = WebSocketOptions()
        options.origins = origins
        options.subprotocols = [LiveProtocol.name]
        options.messageBytes = LiveProtocol.requestBytes
        options.pingInterval = context.configuration.heartbeat
        options.closeTimeout = context.configuration.closeTime
        let cursor = try await context.hub.latest()
        // Most connections are idle and wait in this closure. It is one frame that keeps little: a function for it would
        // be one more, and what is inlined would take its room in it for as long as the connection lives.
        try await exchange.upgrade(options) { [self] socket in
            let connection = await greet(socket, viewer, after: changes, from: cursor, on: socket.stream)
            while let message = try await socket.receive() {
                if await answer(message, on: connection, socket.stream) { try await socket.stream.untilCaughtUp() }
            }
        }
    }

    @inline(never)
    private func greet(
        _ socket: WebSocket, _ viewer: any LiveViewer, after changes: UInt64, from cursor: Int64,
        on stream: isolated ByteStream
    ) -> LiveConnection {
        let connection = LiveConnection(.webSocket(socket), viewer: viewer, context: context)
        connection.open(after: changes, on: stream)
        stream.whenClosed { stream.assumeIsolated { connection.leave(on: $0) } }
        connection.push(.hello(cursor: cursor, server: server, version: version), on: stream)
        return connection
    }

    private func lookUp(
        _ viewer: @Sendable () async throws -> any LiveViewer
    ) async throws -> (viewer: any LiveViewer, changes: UInt64) {
        let changes = context.hub.changesOfRights
        return (try await viewer(), changes)
    }

    /// True when the client sends more than it reads.
    @inline(never)
    private func answer(
        _ message: WebSocketMessage, on connection: LiveConnection, _ stream: isolated ByteStream
    ) -> Bool {
        switch message {
        case .text(let text):
            do { connection.handle(try LiveRequest(text), on: stream) } catch {
                connection.refuse(LiveRequest.subject(of: text), Failure.wrapping(error), on: stream)
            }
        case .binary:
            connection.refuse(nil, Failure(.invalidArgument, "messages are JSON in text frames"), on: stream)
        }
        return stream.pendingOutput > context.configuration.backlogBytes
    }

    // MARK: Event streams

    /// Answers with the events of the log from a cursor on, for ever. Throws `cursor_expired`.
    ///
    /// - after: nil for the oldest event kept.
    package func streamEvents(
        _ exchange: Exchange, _ filter: EventFilter = .all, after: Int64?,
        as viewer: @Sendable () async throws -> any LiveViewer
    ) async throws {
        let topic = LiveTopic.Events(after: after ?? 0, subjects: filter.subjects, types: filter.types)
        try await stream(exchange, as: viewer) { connection, stream in
            try connection.follow(topic, as: "events", on: stream)
        }
    }

    /// Answers with a run's events and log text until the run is over. Throws `run_not_found`, `cursor_expired`, and what
    /// the viewer is to be told.
    package func streamRun(
        _ exchange: Exchange, _ run: RunID, after: Int64?, as viewer: @Sendable () async throws -> any LiveViewer
    ) async throws {
        let topic = LiveTopic.RunEvents(run: run, after: after)
        try await stream(exchange, as: viewer) { connection, stream in
            try connection.follow(topic, as: "run", on: stream)
        }
    }

    /// Answers with the lines of an application's log. Throws `log_position_unknown`, and what the viewer is to be told.
    package func streamLog(
        _ exchange: Exchange, of project: ProjectName, _ query: LogQuery,
        find: @escaping @Sendable () async throws -> LiveLog,
        as viewer: @Sendable () async throws -> any LiveViewer
    ) async throws {
        try await stream(exchange, as: viewer) { connection, stream in
            try connection.follow(logsOf: project, as: "log", query, on: stream, find: find)
        }
    }

    private func stream(
        _ exchange: Exchange, as viewer: @Sendable () async throws -> any LiveViewer,
        _ follow: @escaping @Sendable (LiveConnection, isolated ByteStream) throws -> Void
    ) async throws {
        guard exchange.request.method != .head else {
            _ = try await exchange.startEvents()
            return
        }
        let (viewer, changes) = try await lookUp(viewer)
        let events = LiveEventStream(
            exchange, heartbeat: context.configuration.heartbeat,
            retry: context.configuration.retry.at(random.fraction()))
        let connection = LiveConnection(.eventStream(events), viewer: viewer, context: context)
        try await begin(connection, events, after: changes, on: events.outlet.stream, follow)
        do {
            try await events.untilEnd()
        } catch {
            await connection.leave(on: events.outlet.stream)
            throw error
        }
        await connection.leave(on: events.outlet.stream)
    }

    private func begin(
        _ connection: LiveConnection, _ events: LiveEventStream, after changes: UInt64, on stream: isolated ByteStream,
        _ follow: @Sendable (LiveConnection, isolated ByteStream) throws -> Void
    ) throws {
        connection.open(after: changes, on: stream)
        stream.whenServerEnds { stream.assumeIsolated { events.end(on: $0) } }
        try follow(connection, stream)
    }
}

extension ClosedRange<Duration> {
    /// The duration at a fraction of the way from the lower to the upper bound.
    fileprivate func at(_ fraction: Double) -> Duration { lowerBound + (upperBound - lowerBound) * fraction }
}
