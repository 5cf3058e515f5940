// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Delivery
package import HTTP
import Model
import Primitives
package import Storage
package import Wire
package import Workflows

/// The API: each route decodes, calls one service and encodes. Documentation/API.md lists them.
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

    package init(
        delivery: DeliveryService, environments: EnvironmentService, intake: SourceIntake, backups: BackupService,
        settings: SettingsService, pruning: PruneService, engine: WorkflowEngine, events: EventLog,
        database: any Database, server: ServerControl
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
    }

    /// What a server calls for each request. Works off the event loops: a large manifest takes a while to decode.
    package var handler: HTTPHandler {
        let router = router
        let guardian = PeerGuard(owner: server.owner)
        return { exchange in
            try guardian.check(exchange.request.peer)
            try await withTaskExecutorPreference(globalConcurrentExecutor) { try await router.handle(exchange) }
        }
    }

    private var router: Router {
        var router = Router()
        addServerRoutes(to: &router)
        addSourceRoutes(to: &router)
        addProjectRoutes(to: &router)
        addLogRoutes(to: &router)
        addEnvironmentRoutes(to: &router)
        addRunRoutes(to: &router)
        addBackupRoutes(to: &router)
        addSettingRoutes(to: &router)
        addPruneRoutes(to: &router)
        addEventRoutes(to: &router)
        addNodeRoutes(to: &router)
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
