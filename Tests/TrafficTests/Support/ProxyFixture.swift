// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Model
import Primitives
import Processes
import Synchronization
import TestKit
import Testing
import Traffic

/// A proxy of its own for one test, gone afterwards with all it started.
struct ProxyFixture: Sendable {
    let proxy: HAProxy
    let supervisor: ServiceSupervisor
    let directory: ProxyDirectory
    let settings: TrafficSettings
    let shop: RouteName
    let blog: RouteName

    static func with(
        front: FrontPort = .off, logger: Logger = .silent, _ body: (ProxyFixture) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { path in
            let directory = ProxyDirectory(path: path + "/proxy")
            let supervisor = ServiceSupervisor(directory: path + "/services", shim: try Self.shim())
            let first = PortProbe.findFree(in: 10_000...12_499, on: "127.0.0.1", random: .system) ?? 10_000
            let fixture = ProxyFixture(
                proxy: Self.proxy(directory, settings(front, first), supervisor, logger), supervisor: supervisor,
                directory: directory, settings: settings(front, first),
                shop: RouteName(project: try ProjectName("shop"), profile: .production),
                blog: RouteName(project: try ProjectName("blog"), profile: .production))
            do {
                try await body(fixture)
                try await supervisor.remove("haproxy")
            } catch {
                try await supervisor.remove("haproxy")
                throw error
            }
        }
    }

    /// Another actor over the same directory, as after a restart of the server.
    func restartedServer() -> HAProxy { Self.proxy(directory, settings, supervisor) }

    /// The master's process.
    func master() throws -> ProcessIdentity? { try supervisor.find("haproxy").status().process }

    /// The process that keeps the master: its parent.
    func shim() throws -> pid_t {
        let master = try #require(try master()).processID
        let status = String(
            decoding: FileManager.default.contents(atPath: "/proc/\(master)/status") ?? Data(), as: UTF8.self)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("PPid:") })
        return try #require(pid_t(line.dropFirst("PPid:".count).filter(\.isNumber)))
    }

    /// Kills the master and waits until it was started again and answers.
    func killProxy() async throws {
        let master = try master()
        _ = master?.signal(SIGKILL)
        while try self.master() == master || self.master() == nil {
            try await TimeSource.system.sleep(for: .milliseconds(5))
        }
        try await proxy.ensureRunning()
    }

    /// What the current worker answers on its command socket.
    func ask(_ line: String) throws -> String { try AdminSocket.ask(line, at: directory.adminSocket) }

    /// The shim beside the test bundle.
    static func shim() throws -> ShimLocation {
        try ShimLocation.find(
            also: CommandLine.arguments.map { String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) })
    }

    private static func settings(_ front: FrontPort, _ first: Int) -> TrafficSettings {
        TrafficSettings(front: front, firstPort: first, maximumConnections: 1000, account: .forThisProcess())
    }

    private static func proxy(
        _ directory: ProxyDirectory, _ settings: TrafficSettings, _ supervisor: ServiceSupervisor,
        _ logger: Logger = .silent
    ) -> HAProxy {
        HAProxy(
            directory: directory, settings: settings, launcher: .supervised(by: supervisor),
            program: { try ProxyProgram.locate(searchPath: nil) }, time: .system, logger: logger)
    }
}
