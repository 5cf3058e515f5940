// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import LiveEvents
import Model
import Platforms
import Primitives
import Storage
import TestKit
import Testing
import Wire
import Workflows

/// The live service behind a real server on a unix socket, whose small buffers make slow readers slow.
struct LiveFixture: Sendable {
    let database: any Database
    let log: EventLog
    let people: TestPeople
    let output: TestOutput
    let service: LiveService
    let endpoint: HTTPEndpoint
    private let server: HTTPServer

    static func with(
        time: TimeSource = .system, configure: (inout LiveConfiguration) -> Void = { _ in },
        wrapping wrap: @escaping (any Database) -> any Database = { $0 },
        _ body: @escaping (LiveFixture) async throws -> Void
    ) async throws {
        var configuration = LiveConfiguration()
        configure(&configuration)
        try await TemporaryDatabase.with { database in
            let log = EventLog(database: wrap(database), time: .system)
            try await run(database, log, configuration, time, body)
        }
    }

    /// A server on a log that is there already.
    static func run(
        _ database: any Database, _ log: EventLog, _ configuration: LiveConfiguration = LiveConfiguration(),
        _ time: TimeSource = .system, _ body: @escaping (LiveFixture) async throws -> Void
    ) async throws {
        let (people, output) = (TestPeople(), TestOutput())
        let sources = LiveSources(
            events: log, runLog: { RunLogReader(run: $0, range: $1, database: database) },
            run: { id in
                guard let run = try await database.read({ try RunStore().find(id, on: $0) }) else {
                    throw Failure(.runNotFound, "no run \(id)")
                }
                return run
            },
            log: { logs in
                guard logs.project.text == "shop" else { throw Failure(.notFound, "no project \(logs.project)") }
                return output.log
            }, whenRightsChange: people.noteChange)
        let service = LiveService(
            sources: sources, server: "here", version: "1.0", configuration: configuration, time: time,
            random: .seeded(1), logger: .silent)
        try await TemporaryDirectory.with { directory in
            // However slow the machine is: the service has limits of its own.
            var limits = HTTPLimits()
            limits.writeTime = .seconds(600)
            let server = HTTPServer(
                configuration: HTTPServerConfiguration(
                    listeners: [.unix(directory + "/s")], limits: limits, threads: 2, grace: .seconds(5)),
                handler: routes(service, people, output).handler)
            let fixture = LiveFixture(
                database: database, log: log, people: people, output: output, service: service,
                endpoint: try server.bind()[0], server: server)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                group.addTask { try await service.run() }
                defer { group.cancelAll() }
                try await body(fixture)
            }
        }
    }

    private static func routes(_ service: LiveService, _ people: TestPeople, _ output: TestOutput) -> Router {
        var router = Router()
        router.get("/v1/live") { try await service.serve($0) { try await people.lookUp() } }
        router.get("/v1/events") { exchange in
            let subject = exchange.request.query["subject"].map { Set([$0]) }
            try await service.streamEvents(exchange, EventFilter(subjects: subject), after: cursor(exchange)) {
                try await people.lookUp()
            }
        }
        router.get("/v1/runs/:id/events") { exchange in
            guard let run = RunID(try exchange.parameter("id")) else { throw Failure(.notFound, "no run") }
            try await service.streamRun(exchange, run, after: cursor(exchange)) { try await people.lookUp() }
        }
        router.get("/v1/logs") { exchange in
            let start = exchange.request.headers["Last-Event-ID"].flatMap { LogPlace($0) }?.position
            try await service.streamLog(
                exchange, of: try ProjectName("shop"), LogQuery(start: start, follow: true), find: { output.log }
            ) { try await people.lookUp() }
        }
        router.get("/alive") { try await $0.respond(.text("yes")) }
        return router
    }

    private static func cursor(_ exchange: Exchange) -> Int64? {
        (exchange.request.query["after"] ?? exchange.request.headers["Last-Event-ID"]).flatMap { Int64($0) }
    }

    // MARK: Clients

    func connect() async throws -> LiveClient { try await LiveClient(endpoint) }

    /// An event stream; the response's head is awaited.
    func stream(_ target: String, lastEventID: String? = nil) async throws -> HTTPClientResponse {
        try await HTTPClient().request(
            to: endpoint,
            HTTPClientRequest(
                .get, target, headers: lastEventID.map { ["Last-Event-ID": $0] } ?? [:], timeouts: .following))
    }

    // MARK: What happens

    /// Appends events with numbers from `start`, in one commit.
    @discardableResult
    func append(
        _ count: Int, from start: Int = 0, type: String = "tick", subject: String = "a", run: RunID? = nil,
        padding: Int = 0
    ) async throws -> Int64 {
        let text = String(repeating: "x", count: padding)
        return try await database.write { [log] connection in
            var last: Int64 = 0
            for number in start..<start + count {
                last = try log.append(
                    type, subject: subject, runID: run,
                    data: ["n": .integer(Int64(number)), "text": .string(text)], on: connection)
            }
            return last
        }
    }

    /// A run as it stands after its first step was begun.
    func insertRun(_ state: RunState = .running) async throws -> Run {
        let now = TimeSource.system.now()
        let run = Run(
            id: RandomSource.system.identifier(at: now), kind: "deploy", kindVersion: 1, subject: "project/x",
            projectID: nil, input: [:], state: state, progress: 0, createdAt: now, startedAt: now,
            steps: [StepRecord(name: "build", effect: .repeatable)])
        try await database.write { try RunStore().insert(run, on: $0) }
        return run
    }

    /// Stores text of a run's log and announces it, as the engine does.
    func writeLog(_ run: RunID, _ text: String, at offset: Int64) async throws {
        let chunk = LogChunk(
            runID: run, step: "build", stream: .output, offset: offset, at: TimeSource.system.now(),
            bytes: Array(text.utf8))
        try await database.write { [log] connection in
            try LogChunkStore().insert(chunk, on: connection)
            try log.append(
                "run.log", subject: "project/x", runID: run,
                data: ["start": .integer(offset), "offset": .integer(chunk.end)], on: connection)
        }
    }
}
