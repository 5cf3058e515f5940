// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import ControlPlane
import Delivery
import HTTP
import Identity
import LiveEvents
import Model
import Primitives
import Storage
import Vault
import Wire
import Workflows

extension IdentityServices {
    static func of(
        _ database: any Database, _ events: EventLog, _ vault: Vault, _ logger: Logger
    ) throws -> IdentityServices {
        IdentityServices(
            IdentityContext(database: database, events: events, vault: vault, time: .system),
            hasher: try PasswordHasher(), logger: logger.labelled("identity"))
    }
}

extension LiveService {
    static func of(_ node: Node, _ sources: LiveSources, _ logger: Logger) -> LiveService {
        LiveService(
            sources: sources, server: node.name, version: DextraVersion.current, time: .system,
            random: .system, logger: logger.labelled("live"))
    }
}

extension LiveSources {
    /// Where what happens on this node is read from.
    static func of(
        _ events: EventLog, _ engine: WorkflowEngine, _ delivery: DeliveryService, _ identity: IdentityServices,
        _ database: any Database
    ) -> LiveSources {
        LiveSources(
            events: events, runLog: { RunLogReader(run: $0, range: $1, database: database) },
            run: { try await engine.run($0) },
            log: { topic in
                try await ControlPlane.log(
                    of: topic.project, topic.profile, topic.release ?? topic.after?.release, topic.process,
                    from: delivery)
            }, whenRightsChange: identity.forget)
    }
}

extension WebOptions {
    /// What the API allows by them.
    var access: AccessPolicy {
        var policy = AccessPolicy(corsOrigins: Set(corsOrigins.map(\.description)), publicURL: publicURL?.description)
        policy.isBehindProxy = isBehindProxy
        policy.requestsPerSecond = requestsPerSecond.map(Double.init)
        policy.requestBurst = 10 * (policy.requestsPerSecond ?? 0)
        return policy
    }
}
