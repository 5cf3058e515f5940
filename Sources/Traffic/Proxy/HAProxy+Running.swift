// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension HAProxy {
    /// The proxy starts or reloads within milliseconds; this is for a machine under heavy load.
    private static let patience: Duration = .seconds(15)
    private static let pollInterval: Duration = .milliseconds(20)

    var admin: RuntimeSocket { RuntimeSocket(path: directory.adminSocket) }

    func bringUp() async throws {
        let program = try program()
        try directory.prepare()
        var running = runningStructure()
        if running == nil, await launcher.isKept() {
            // Being started again after its end, or very busy: ending it would cut every connection there is.
            running = try? await poll(for: Self.patience) { $0 }
        }
        let ours = running == nil ? [] : try recorded().listenPorts
        let wanted = try resolvingPorts(of: try recorded(), ours: ours)
        let structure = wanted.structure(settings, directory: directory)
        if running == nil {
            try await launcher.stop()
            try record(wanted)
            try await launcher.launch(ProxyCommand(program: program, directory: directory))
            try await awaitStructure(structure)
            logger.info("proxy started", ("routes", String(wanted.routes.count)))
        } else if running != structure {
            try await reload(to: wanted)
        } else {
            try record(wanted)
        }
        for route in wanted.routes { try converge(route) }
    }

    /// Makes the configuration the record and the running one. When the proxy refuses it, both stay as they were.
    func reload(to wanted: TrafficConfiguration) async throws {
        let earlier = try recorded()
        let structure = wanted.structure(settings, directory: directory)
        guard runningStructure() != structure else { return try record(wanted) }
        let failedBefore = try await processes().failedReloads
        try await count()
        try record(wanted)
        do {
            _ = try await askMaster("reload")
            try await awaitStructure(structure, failedBefore: failedBefore)
            logger.info("proxy reloaded", ("routes", String(wanted.routes.count)))
        } catch {
            try record(earlier)
            // Leaves the master's waiting mode; the workers of the earlier configuration never stopped.
            _ = try? await askMaster("reload")
            throw error
        }
    }

    /// What names the configuration of the worker that answers; nil when none does.
    private func runningStructure() -> String? {
        // A short wait: a connection to a worker that is just being replaced may never be accepted.
        let socket = RuntimeSocket(path: directory.adminSocket, timeout: .seconds(1))
        guard let answer = try? socket.send("show info") else { return nil }
        let line = answer.split(separator: "\n").first { $0.lowercased().hasPrefix("description: ") }
        return line.map { String($0.dropFirst("description: ".count)) }
    }

    /// Whether a worker answers. One is missed for a moment at each reload, and when it is started again after its end.
    package func isAnswering(within limit: Duration = .seconds(3)) async -> Bool {
        (try? await poll(for: limit) { $0 }) != nil
    }

    func processes() async throws -> ProxyProcesses { ProxyProcesses.parse(try await askMaster("show proc")) }

    /// Sends a command to the master, which replaces itself at each start and reload and is not there for a moment then.
    func askMaster(_ line: String) async throws -> String {
        let socket = RuntimeSocket(path: directory.masterSocket)
        let deadline = time.uptime() + .seconds(3)
        while true {
            do {
                return try socket.send(line)
            } catch  where time.uptime() < deadline {
                try await time.sleep(for: Self.pollInterval)
            }
        }
    }

    private func awaitStructure(_ structure: String, failedBefore: Int? = nil) async throws {
        do {
            _ = try await poll(for: Self.patience) { running in
                if running == structure { return running }
                if let failedBefore, try await self.processes().failedReloads > failedBefore {
                    throw CancellationError()
                }
                return nil
            }
        } catch {
            try Task.checkCancellation()
            var failure = Failure(
                .proxyFailed, "the proxy doesn't take its configuration \(directory.configuration)",
                hint: "its own words are in this error; `dextra doctor` checks the machine")
            failure.metadata = await launcher.lastWords().suffix(20).map { .init("log", $0) }
            throw failure
        }
    }

    private func poll(for limit: Duration, until test: (String) async throws -> String?) async throws -> String {
        let deadline = time.uptime() + limit
        while true {
            if let running = runningStructure(), let result = try await test(running) { return result }
            guard time.uptime() < deadline else { throw CancellationError() }
            try await time.sleep(for: Self.pollInterval)
        }
    }

    /// Opens what can be opened: a wanted shared port, and routes' ports that somebody else had.
    func resolvingPorts(of configuration: TrafficConfiguration, ours: Set<Int>) throws -> TrafficConfiguration {
        var resolved = configuration
        resolved.closedPorts = Set(
            configuration.routes.map(\.port).filter { !ours.contains($0) && !isFree($0) })
        report(taken: resolved.closedPorts)
        let failure = settings.front.number.flatMap { ours.contains($0) ? nil : sharedPortProblem($0) }
        if case .required = settings.front, let failure { throw failure }
        report(sharedPort: failure)
        resolved.frontPort = failure == nil ? settings.front.number : nil
        return resolved
    }

    private func sharedPortProblem(_ port: Int) -> Failure? {
        do {
            try PortProbe.require(
                port, on: settings.bindAddress, purpose: "host names of all projects",
                hint: "free it, or set DEXTRA_FRONT_PORT to another port, and start the server again")
            return nil
        } catch {
            return Failure.wrapping(error)
        }
    }

    /// Said when it begins and when it ends, not each time somebody looks.
    private func report(taken: Set<Int>) {
        for port in taken.subtracting(portsReportedTaken).sorted() {
            logger.warning("a route's port is taken", ("port", String(port)))
        }
        for port in portsReportedTaken.subtracting(taken).sorted() {
            logger.info("a route's port is free again", ("port", String(port)))
        }
        portsReportedTaken = taken
    }

    private func report(sharedPort failure: Failure?) {
        let port = ("port", settings.front.number.map(String.init) ?? "none")
        if failure != nil, frontNotice == nil {
            logger.warning("the shared port is taken; projects are reached on their own ports", port)
        } else if failure == nil, frontNotice != nil {
            logger.info("the shared port is free again; projects are reached on it too", port)
        }
        frontNotice = failure
    }

    private func isFree(_ port: Int) -> Bool { PortProbe.isFree(port, on: settings.bindAddress) }
}
