// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Delivery
package import HTTP
import Model
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
    let access: AccessPolicy
    let logger: Logger

    package init(
        delivery: DeliveryService, environments: EnvironmentService, intake: SourceIntake, backups: BackupService,
        settings: SettingsService, pruning: PruneService, engine: WorkflowEngine, events: EventLog,
        database: any Database, server: ServerControl, access: AccessPolicy = AccessPolicy(), logger: Logger = .silent
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
        self.access = access
        self.logger = logger
    }

    /// Everything that can be asked of the API.
    package var operations: [Operation] {
        projectOperations + deploymentOperations + releaseOperations + environmentOperations + logOperations
            + runOperations + overviewOperations + eventOperations
            + notificationOperations + preferenceOperations + serverOperations + settingOperations
            + backupOperations
            + [documentOperation]
    }

    /// What a server calls for each request. Works off the event loops: a large manifest takes a while to decode.
    package var handler: HTTPHandler {
        let frame = RequestFrame(
            guardian: PeerGuard(owner: server.owner), router: router, policy: access, logger: logger, random: .system,
            time: .system)
        return { exchange in
            try await withTaskExecutorPreference(globalConcurrentExecutor) { try await frame.handle(exchange) }
        }
    }

    private var router: Router {
        let gate = Gate(database: database)
        var router = Router()
        for operation in operations {
            router.on(operation.method, operation.pattern) { exchange in
                try operation.checkQuery(of: exchange)
                try await operation.handle(try await gate.admit(exchange, to: operation))
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
