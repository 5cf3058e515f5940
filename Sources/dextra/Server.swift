// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import ControlPlane
import Dashboard
import Delivery
import FoundationEssentials
import Glibc
import HTTP
import Model
import Operations
import Primitives
import Processes
import Storage
import StorageSQLite
import Vault
import Wire

/// `dextra serve`: chooses the adapters, and runs everything until it is told to end. Applications go on running.
enum Server {
    static func serve(_ options: ServeOptions, hangups: AsyncStream<Void>) async throws {
        ArenaLimit.lower()
        // Whatever is made from now on is private unless its maker says otherwise. The process has one mask, so only a
        // main sets it.
        umask(0o077)
        let home = try ServerHome.open(options.home)
        // The claim on the data directory ends last.
        defer { withExtendedLifetime(home) {} }
        let log = try ServerLog(options, home)
        let logger = log.logger
        try DescriptorLimit.raise()
        let listening = try Listening(
            options.web, environment: ProcessInfo.processInfo.environment, logger: logger.labelled("tls"))
        let supervision = Supervision(listening, time: .system, logger: logger)
        let store = try await RecordStore.open(options.database, home, logger)
        let database = store.database
        try await log.apply(from: database)
        let node = Node.ofThisMachine(
            try NodeIdentity.open(file: home.nodeFile, random: .system, now: TimeSource.system.now()))
        if store.kind == .sqlite { try await database.adoptEarlierRecords(of: node.id) }
        let vault = try await Vault.open(
            keyFile: home.vaultKey, database: database, isShared: store.kind == .postgreSQL,
            at: TimeSource.system.now())
        let machine = try await Machine.examine(
            options, home, node: node.id, settings: try await database.read { try SettingStore().server(on: $0) },
            logger)
        let rooms = try Rooms(
            home: home, node: node, store: store, vault: vault, machine: machine, supervision: supervision,
            logger: logger)
        var configuration = listening.configuration(socket: home.socket) {
            rooms.health.beginDraining()
            listening.systemd.stopping()
        }
        configuration.whenRefused = rooms.controlPlane.refusals()
        let server = HTTPServer(
            configuration: configuration,
            logger: logger.labelled("http"), handler: rooms.controlPlane.handler { Dashboard().handler(beside: $0) })
        listening.wasBound(to: try server.bind())
        supervision.registry.collectConnections { [weak server] in server?.connectionCount ?? 0 }
        logger.info(
            "serving", ("url", listening.url ?? "none"), ("home", home.path), ("version", DextraVersion.current),
            ("isolation", machine.isolation.name))
        listening.systemd.ready(supervision.status)
        do {
            try await rooms.run(with: server, hangups: hangups) { try await log.apply(from: database) }
        } catch is CancellationError {}
        await database.close()
        logger.info("ended")
    }

    /// Opens a database file for a look or a change outside a server.
    static func database(_ path: String, _ sink: StandardErrorSink) throws -> SQLiteDatabase {
        try SQLiteDatabase.open(
            path: path, readers: 1, logger: Logger(label: "storage", sink: sink, minimum: .warning))
    }
}
