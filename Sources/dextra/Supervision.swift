// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Metrics
import Model
import Operations
import Primitives
import Processes
import Storage
import Traffic
import Workflows

/// What looks after the server itself: its health, its measurements, its certificates and the service manager.
struct Supervision: Sendable {
    let registry: MetricsRegistry
    let http: HTTPMetrics
    let runs: RunMetrics
    let listening: Listening
    let time: TimeSource
    let logger: Logger

    init(_ listening: Listening, time: TimeSource, logger: Logger) {
        registry = MetricsRegistry()
        http = HTTPMetrics(registry)
        runs = RunMetrics(registry)
        self.listening = listening
        self.time = time
        self.logger = logger
    }

    func health(home: String, database: any Database, engine: WorkflowEngine, machine: Machine) -> HealthService {
        var ready: [HealthCheck] = [
            .store(database, time: time), .clock(database, time: time), .disk(home), .workers(engine, time: time),
            .proxy { try await machine.proxyHealth() },
        ]
        if let certificates = listening.certificates { ready.append(.certificates(certificates, time: time)) }
        return HealthService(
            ready: ready,
            vital: [.eventLoops(Listening.loops), .storeAnswers(database)], time: time,
            logger: logger.labelled("health"))
    }

    /// Everything that is read when somebody asks for the metrics.
    func collect(home: String, database: any Database, events: EventLog, machine: Machine) {
        registry.collectServer(
            version: DextraVersion.current, database: database, events: events, time: time)
        registry.collectMachine(home: home)
        registry.collect(loops: Listening.loops)
        registry.collectProxy { try await machine.proxyHealth() }
        if let certificates = listening.certificates { registry.collect(certificates: certificates) }
    }

    /// Works until its task is cancelled: looks after certificates, and answers hang-ups and the service manager.
    func run(
        health: HealthService, hangups: AsyncStream<Void>, reread: @escaping @Sendable () async throws -> Void
    ) async throws {
        let watch = listening.certificateWatch
        try await withThrowingTaskGroup { group in
            if let watch { group.addTask { try await watch.run() } }
            group.addTask {
                try await Watchdog(listening.systemd, health: health, time: time).run()
            }
            for await _ in hangups {
                listening.systemd.reloading(at: time.uptime())
                await watch?.reload()
                do { try await reread() } catch { logger.warning("settings can't be read again: \(error)") }
                listening.systemd.ready(status)
            }
            // Nobody hangs up any more, and the others go on.
            try await group.waitForAll()
        }
    }

    var status: String { listening.url.map { "serving at \($0)" } ?? "serving" }
}
