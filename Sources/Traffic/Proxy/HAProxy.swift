// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Our own HAProxy: keeps it running, tells it the routes, and switches them without losing a request.
///
/// The configuration file is the record: it is replaced and flushed before the running proxy is told, so whoever reads
/// it next (the proxy started again after a kill, or this actor after a crash) ends in the state that was asked for.
/// What changes listeners or host names is a seamless reload; a switch is some commands on the admin socket.
/// Transitions are carried out one after another.
package actor HAProxy {
    package nonisolated let directory: ProxyDirectory
    package nonisolated let settings: TrafficSettings
    let launcher: ProxyLauncher
    let program: @Sendable () throws -> String
    let time: TimeSource
    let logger: Logger
    private nonisolated let queue = BlockingQueue(label: "dextra.haproxy")
    private var cached: TrafficConfiguration?
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Why the shared port is closed, while it is.
    var frontNotice: Failure?
    /// Routes' ports that were said to be taken, and still are.
    var portsReportedTaken: Set<Int> = []
    var ledger = TrafficLedger()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// - program: finds the executable; throws `haproxy_missing`.
    package init(
        directory: ProxyDirectory, settings: TrafficSettings, launcher: ProxyLauncher,
        program: @escaping @Sendable () throws -> String, time: TimeSource, logger: Logger
    ) {
        self.directory = directory
        self.settings = settings
        self.launcher = launcher
        self.program = program
        self.time = time
        self.logger = logger
    }

    /// Starts the proxy unless it runs, and brings a running one to what the configuration file says.
    ///
    /// Throws `haproxy_missing`, `socket_path_too_long`, `port_in_use` (only for a required front port), `proxy_failed`.
    package func ensureRunning() async throws { try await exclusively { try await self.bringUp() } }

    /// Runs the proxy while there is a route, and ends it when there is none: what must hold at any time, also after a
    /// crash between the removal of the last route and the proxy's end.
    package func keepRunning() async throws {
        try await exclusively {
            if try self.recorded().routes.isEmpty { try await self.launcher.stop() } else { try await self.bringUp() }
        }
    }

    /// Ends the proxy for good, with every connection through it.
    package func shutDown() async throws { try await exclusively { try await self.launcher.stop() } }

    /// The configuration on record.
    package func configuration() throws -> TrafficConfiguration { try recorded() }

    /// The URL of a route's own port, and of its host name on the shared port when that is open.
    package func addresses(of name: RouteName) throws -> (own: String?, front: [String]) {
        let configuration = try recorded()
        guard let route = configuration[name] else { throw Self.missing(name) }
        let host = settings.bindAddress == "0.0.0.0" ? "127.0.0.1" : settings.bindAddress
        let own = configuration.closedPorts.contains(route.port) ? nil : "http://\(host):\(route.port)"
        let fronts = configuration.frontPort.map { port in
            configuration.hosts.filter { $0.route == name }.map { "http://\($0.host):\(port)" }
        }
        return (own, fronts ?? [])
    }

    /// Why the shared port is closed although it is wanted; nil when it is open or off.
    package func sharedPortFailure() -> Failure? { frontNotice }

    static func missing(_ name: RouteName) -> Failure {
        Failure(.trafficRouteNotFound, "there is no route \(name)", hint: "deploy the project to this profile first")
    }

    // MARK: Record

    func recorded() throws -> TrafficConfiguration {
        if let cached { return cached }
        let configuration = try TrafficConfiguration(reading: try directory.readConfiguration() ?? "")
        cached = configuration
        return configuration
    }

    /// Makes the value the record; it is the record from when this returns.
    func record(_ configuration: TrafficConfiguration) throws {
        let text = configuration.text(settings, directory: directory)
        if try directory.readConfiguration() != text { try directory.writeConfiguration(text) }
        cached = configuration
    }

    // MARK: One at a time

    /// Transitions span suspensions, which an actor alone doesn't keep apart. First come, first served.
    func exclusively<Result: Sendable>(_ transition: () async throws -> Result) async throws -> Result {
        if isBusy {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            isBusy = true
        }
        defer { if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() } }
        try Task.checkCancellation()
        return try await transition()
    }
}
