// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Delivery
package import HTTP
package import Identity
package import LiveEvents
import Model
import Operations
package import Primitives
package import Storage
package import Wire
package import Workflows

/// The API: each operation decodes, calls one service and encodes. Its table is what the document is made of.
package struct ControlPlane: Sendable {
    let delivery: DeliveryService
    let environments: EnvironmentService
    let intake: SourceIntake
    let backups: BackupService
    let settings: SettingsService
    let pruning: PruneService
    let engine: WorkflowEngine
    let events: EventLog
    let database: any Database
    let server: ServerControl
    let identity: IdentityServices
    let monitoring: Monitoring
    let live: LiveService
    let assistant: any Assistant
    let access: AccessPolicy
    let logger: Logger

    package init(
        delivery: DeliveryService, environments: EnvironmentService, intake: SourceIntake, backups: BackupService,
        settings: SettingsService, pruning: PruneService, engine: WorkflowEngine, events: EventLog,
        database: any Database, server: ServerControl, identity: IdentityServices, monitoring: Monitoring,
        live: LiveService, assistant: any Assistant = UnconfiguredAssistant(), access: AccessPolicy = AccessPolicy(),
        logger: Logger = .silent
    ) {
        self.delivery = delivery
        self.environments = environments
        self.intake = intake
        self.backups = backups
        self.settings = settings
        self.pruning = pruning
        self.engine = engine
        self.events = events
        self.database = database
        self.server = server
        self.identity = identity
        self.monitoring = monitoring
        self.live = live
        self.assistant = assistant
        self.access = access
        self.logger = logger
    }

    /// Everything that can be asked of the API.
    package var operations: [Operation] {
        projectOperations + deploymentOperations + releaseOperations + environmentOperations + logOperations
            + runOperations + overviewOperations + eventOperations
            + notificationOperations + preferenceOperations + serverOperations + settingOperations
            + backupOperations
            + sessionOperations + accountOperations + peopleOperations + tokenOperations + deviceOperations
            + auditOperations + credentialOperations + assistantOperations + monitoringOperations
            + [documentOperation]
    }

    /// What a server calls for each request, on the connection's event loop: operations that are not brief leave it.
    ///
    /// - beside: what answers in place of the API where a path is its own, given the API.
    package func handler(_ beside: (@escaping HTTPHandler) -> HTTPHandler = { $0 }) -> HTTPHandler {
        let frame = RequestFrame(
            guardian: PeerGuard(owner: server.owner), handler: beside(router.handler), policy: access, log: accessLog,
            ids: RequestIDs(random: .system), time: .system)
        return { exchange in try await frame.handle(exchange) }
    }

    /// For ``HTTP/HTTPServerConfiguration/whenRefused``: what the handler never sees is written down and counted too.
    package func refusals() -> @Sendable (RefusedRequest) -> HTTPHeaders {
        let (log, ids) = (accessLog, RequestIDs(random: .system))
        return { refused in
            let id = ids.id(of: refused.request)
            log.note(refused, id)
            return RequestIDs.fields(id)
        }
    }

    private var accessLog: AccessLog { AccessLog(metrics: monitoring.http, logger: logger) }

    private var router: Router {
        let gate = Gate(
            identity: identity, database: database, policy: access, metrics: monitoring.http, time: .system)
        var router = Router()
        for operation in operations {
            router.on(operation.method, operation.pattern) { exchange in
                exchange.watch?.route = operation.name
                try await gate.carryOut(operation, exchange)
            }
        }
        return router
    }
}

/// What the API needs to know of the server around it.
package struct ServerControl: Sendable {
    /// The user the server runs as.
    package var owner: UInt32
    package var info: @Sendable () async -> ServerInfo
    /// Begins a graceful end; returns at once.
    package var stop: @Sendable () -> Void

    package init(owner: UInt32, info: @escaping @Sendable () async -> ServerInfo, stop: @escaping @Sendable () -> Void)
    {
        self.owner = owner
        self.info = info
        self.stop = stop
    }
}
