// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import ControlPlane
import Delivery
import HTTP
import LiveEvents
import Storage
import Wire
import Workflows

extension LiveSources {
    /// Where what happens on this node is read from.
    static func of(
        _ events: EventLog, _ engine: WorkflowEngine, _ delivery: DeliveryService, _ database: any Database
    ) -> LiveSources {
        LiveSources(
            events: events, runLog: { RunLogReader(run: $0, range: $1, database: database) },
            run: { try await engine.run($0) },
            log: { topic in
                try await ControlPlane.log(
                    of: topic.project, topic.profile, topic.release ?? topic.after?.release, topic.process,
                    from: delivery)
            })
    }
}

extension WebOptions {
    /// What the API allows by them.
    var access: AccessPolicy {
        AccessPolicy(corsOrigins: Set(corsOrigins.map(\.description)), publicURL: publicURL?.description)
    }
}
