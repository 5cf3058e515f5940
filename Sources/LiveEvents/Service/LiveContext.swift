// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization
import Wire

/// What all connections share.
final class LiveContext: Sendable {
    let hub: LiveHub
    let sources: LiveSources
    let configuration: LiveConfiguration
    let connections = Atomic<Int>(0)
    private let logger: Logger

    init(hub: LiveHub, sources: LiveSources, configuration: LiveConfiguration, logger: Logger) {
        self.hub = hub
        self.sources = sources
        self.configuration = configuration
        self.logger = logger
    }

    /// Throws what a viewer is to be told who may not have the subscription.
    func check(_ subscription: LiveSubscription, for viewer: any LiveViewer) async throws {
        switch subscription.topic {
        // Each event is judged by itself.
        case .events: break
        case .run(let id, _): try await viewer.mayFollow(try await sources.run(id))
        case .logs(let project): try await viewer.mayRead(logsOf: project)
        }
    }

    /// What the peer sees of an error; what is no failure stays in the server's log.
    func failure(of error: any Error) -> Failure {
        if let failure = error as? Failure { return failure }
        if !(error is CancellationError) {
            logger.error("a live subscription failed", ("error", String(describing: error)))
        }
        return Failure(.internalError, "the server failed on this subscription", hint: "its log says why")
    }
}
