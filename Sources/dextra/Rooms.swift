// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import Delivery
import FoundationEssentials
import HTTP
import Identity
import LiveEvents
import Model
import Operations
import Primitives
import Storage
import Vault
import Workflows

/// The rooms of a server, put together.
struct Rooms: Sendable {
    let controlPlane: ControlPlane
    let delivery: DeliveryService
    let engine: WorkflowEngine
    let pulse: NodePulse
    let housekeeper: Housekeeper
    let scheduler: Scheduler
    let caretaker: Caretaker
    let supervision: Supervision
    let health: HealthService
    let identity: IdentityServices
    let live: LiveService
    let stop: StopRequest
    let logger: Logger

    init(
        home: ServerHome, node: Node, store: RecordStore, vault: Vault, machine: Machine, supervision: Supervision,
        logger: Logger
    ) throws {
        let database = store.database
        let events = EventLog(database: database, time: .system)
        let blobs = try BlobStore(root: home.blobs)
        let intake = SourceIntake(database: database, node: node.id, blobs: blobs, time: .system)
        let environments = EnvironmentService(database: database, vault: vault, events: events, time: .system)
        let parts = try DeliveryParts.onThisMachine(
            home: home, node: node.id, database: database, blobs: blobs, environments: environments,
            credentials: ServiceCredentials(database: database, vault: vault, time: .system, random: .system),
            events: events, machine: machine, logger: logger)
        let backupParts = BackupParts(
            database: database, blobs: blobs, intake: intake, home: home.path, vaultKey: home.vaultKey, time: .system,
            open: { try Server.database($0, StandardErrorSink(format: .human)) })
        let plan = PrunePlan(parts, intake: intake, backups: backupParts)
        let more = try [BackupRun(backupParts).definition, PruneRun(parts, plan: plan).definition]
        engine = WorkflowEngine(
            database: database, events: events, registry: try RunRegistry(parts.definitions + more), time: .system,
            random: .system, nodeID: node.id.description, logger: logger, journalObserver: CrashPoint.fromEnvironment(),
            runObserver: supervision.runs.observe)
        let stop = StopRequest()
        delivery = DeliveryService(parts, engine: engine, intake: intake)
        let backups = BackupService(backupParts, engine: engine)
        health = supervision.health(home: home.path, database: database, engine: engine, machine: machine)
        identity = try .of(database, events, vault, logger)
        live = .of(node, .of(events, engine, delivery, identity, database), logger)
        controlPlane = ControlPlane(
            delivery: delivery, environments: environments, intake: intake,
            backups: backups, settings: SettingsService(database: database, events: events),
            pruning: PruneService(parts, plan: plan, engine: engine), engine: engine, events: events,
            database: database,
            server: ServerControl.of(home, node, store.kind, machine, supervision.listening, stop: stop),
            identity: identity,
            monitoring: Monitoring(health: health, registry: supervision.registry, http: supervision.http),
            live: live, access: supervision.listening.options.access, logger: logger.labelled("access"))
        supervision.collect(home: home.path, database: database, events: events, machine: machine)
        self.supervision = supervision
        pulse = NodePulse(node, database: database, time: .system, logger: logger)
        scheduler = Scheduler(parts, engine: engine)
        housekeeper = Housekeeper(parts, engine: engine, intake: intake, plan: plan, backups: backups)
        caretaker = Caretaker(parts)
        self.stop = stop
        self.logger = logger
    }
}
