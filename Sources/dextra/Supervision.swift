// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Hosting
import LocalProcess
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
        HealthService(
            ready: [
                .store(database, time: time), .disk(home), .workers(engine, time: time),
                .proxy { try await machine.proxyHealth() },
            ],
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
    func run(health: HealthService, hangups: AsyncStream<Void>) async throws {
        let watch = listening.certificates.map { CertificateWatch($0, time: time, logger: logger.labelled("tls")) }
        try await withThrowingTaskGroup { group in
            if let watch { group.addTask { try await watch.run() } }
            group.addTask {
                try await Watchdog(listening.manager, health: health, time: time).run()
            }
            for await _ in hangups {
                listening.manager.reloading(at: time.uptime())
                await watch?.reload()
                listening.manager.ready(status)
            }
            // Nobody hangs up any more, and the others go on.
            try await group.waitForAll()
        }
    }

    var status: String { listening.url.map { "serving at \($0)" } ?? "serving" }
}

extension Machine {
    func proxyHealth() async throws -> ProxyState {
        if let shim = try? supervisor.adopt("haproxy"), shim.status().isSupervised { return .up }
        return try await ingress.proxy.configuration().routes.isEmpty ? .unneeded : .down
    }
}
