// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTP
import LiveEvents
import Model
import Primitives
import Storage
import StorageSQLite
import Wire
import Workflows

/// The server that `scripts/bench live` measures: `livebench PORT FOLDER`, with a durable log in the folder.
///
/// `POST /append?count=N&rate=R` commits N events one by one, R a second (0: as fast as it can). Each has the time just
/// before its commit was begun, in microseconds of the monotonic clock.
@main
enum LiveBench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let port = Int(arguments[1]) else {
            print("usage: livebench PORT FOLDER")
            exit(64)
        }
        let database = try SQLiteDatabase.open(path: "\(arguments[2])/live.db", readers: 2, logger: .silent)
        try await Migrator(migrations: Schema.migrations).migrate(database, binaryVersion: "bench", time: .system)
        let log = EventLog(database: database, time: .system)
        var live = LiveConfiguration()
        // As the peer is told: pings of idle connections would go out with the events that are measured.
        live.heartbeat = .seconds(3600)
        let service = LiveService(
            sources: LiveSources(
                events: log, runLog: { RunLogReader(run: $0, range: $1, database: database) },
                run: { throw Failure(.notFound, "no run \($0)") },
                log: { throw Failure(.notFound, "no log of \($0.project)") }, whenRightsChange: {}),
            server: "bench", version: "0", configuration: live, time: .system, random: .system, logger: .silent)
        var router = Router()
        router.get("/v1/live") { try await service.serve($0) { Everybody() } }
        router.get("/v1/events") { exchange in
            try await service.streamEvents(exchange, after: try await log.latest()) { Everybody() }
        }
        router.post("/append") { exchange in
            let count = exchange.request.query["count"].flatMap { Int($0) } ?? 1
            let rate = exchange.request.query["rate"].flatMap { Int($0) } ?? 0
            try await append(count, rate: rate, to: log)
            try await exchange.respond(.text("done"))
        }
        var configuration = HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: port)], threads: 1)
        configuration.limits.connections = 100_000
        let server = HTTPServer(configuration: configuration, handler: router.handler)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask { try await server.run() }
            try await group.waitForAll()
        }
    }

    private static func append(_ count: Int, rate: Int, to log: EventLog) async throws {
        let time = TimeSource.system
        let start = time.uptime()
        for number in 0..<count {
            if rate > 0 {
                let due = start + .microseconds(1_000_000 / rate * number)
                let wait = due - time.uptime()
                if wait > .zero { try await time.sleep(for: wait) }
            }
            let now = time.uptime().components
            let microseconds = now.seconds * 1_000_000 + now.attoseconds / 1_000_000_000_000
            try await log.append(
                "bench.tick", subject: "project/bench",
                data: ["at": .integer(microseconds), "n": .integer(Int64(number))])
        }
    }
}

/// A viewer who sees everything.
private struct Everybody: LiveViewer {
    var expiresAt: Timestamp? { nil }

    func sees(_ event: Event) -> Bool { true }
    func mayFollow(_ run: Run) {}
    func mayRead(logsOf project: ProjectName) {}
    func renewed() async throws -> any LiveViewer { self }
}
