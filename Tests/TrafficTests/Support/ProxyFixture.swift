// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Model
import Primitives
import Processes
import Synchronization
import TestKit
import Traffic

/// A proxy of its own for one test, gone afterwards with all it started.
struct ProxyFixture: Sendable {
    let proxy: HAProxy
    let keeper: ProxyKeeper
    let directory: ProxyDirectory
    let settings: TrafficSettings
    let shop: RouteName
    let blog: RouteName

    static func with(front: FrontPort = .off, _ body: (ProxyFixture) async throws -> Void) async throws {
        try await TemporaryDirectory.with { path in
            let directory = ProxyDirectory(path: path + "/proxy")
            let keeper = ProxyKeeper()
            let first = PortProbe.findFree(in: 30_000...39_000, on: "127.0.0.1", random: .system) ?? 30_000
            let fixture = ProxyFixture(
                proxy: Self.proxy(directory, settings(front, first), keeper), keeper: keeper, directory: directory,
                settings: settings(front, first),
                shop: RouteName(project: try ProjectName("shop"), profile: .production),
                blog: RouteName(project: try ProjectName("blog"), profile: .production))
            do {
                try await body(fixture)
                await keeper.stop()
            } catch {
                await keeper.stop()
                throw error
            }
        }
    }

    /// Another actor over the same directory, as after a restart of the server.
    func restartedServer() -> HAProxy { Self.proxy(directory, settings, keeper) }

    private static func settings(_ front: FrontPort, _ first: Int) -> TrafficSettings {
        TrafficSettings(front: front, firstPort: first, maximumConnections: 1000, account: .forThisProcess())
    }

    private static func proxy(_ directory: ProxyDirectory, _ settings: TrafficSettings, _ keeper: ProxyKeeper) -> HAProxy {
        HAProxy(
            directory: directory, settings: settings, launcher: keeper.launcher,
            program: { try ProxyProgram.locate(searchPath: nil) }, time: .system, logger: .silent)
    }
}

/// Keeps the proxy running as the service shim does: whenever it ends it is started again.
actor ProxyKeeper {
    private var running: Child?
    private var command: ProxyCommand?
    private var output: [String] = []

    nonisolated var launcher: ProxyLauncher {
        ProxyLauncher(
            launch: { try await self.launch($0) }, isKept: { await self.command != nil }, stop: { await self.stop() },
            lastWords: { await self.output })
    }

    /// The master's process.
    var master: Int32? { running?.processID }

    func stop() async {
        command = nil
        await running?.terminate(grace: .seconds(1))
        running = nil
    }

    private func launch(_ command: ProxyCommand) throws {
        self.command = command
        try start()
    }

    private func start() throws {
        guard let command else { return }
        let child = try Child.spawn(
            Command(
                executable: command.executable, arguments: command.arguments, environment: [:],
                directory: command.directory, output: .merged))
        running = child
        // Owned by this actor: ends when the child does, which stop() sees to.
        Task {
            for await chunk in child.output {
                output += String(decoding: chunk.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            }
            _ = await child.wait()
            try await TimeSource.system.sleep(for: .milliseconds(50))
            if running === child { try self.start() }
        }
    }
}
