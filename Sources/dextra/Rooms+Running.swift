// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import Delivery
import HTTP
import Identity
import LiveEvents
import Model
import Primitives
import Workflows

extension Rooms {
    /// Serves until the task is cancelled or somebody asks for the end.
    ///
    /// - reread: what is read again at each hang-up beside certificates.
    func run(
        with server: HTTPServer, hangups: AsyncStream<Void>, reread: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            group.addTask {
                // What runs already is looked after first; interrupted runs go on from there.
                for release in await caretaker.recover() {
                    _ = try await delivery.rebuild(release)
                    logger.warning("a release's files are gone and are built again", ("release", "v\(release.number)"))
                }
                try await engine.run()
            }
            group.addTask { try await pulse.run() }
            group.addTask { try await caretaker.watch() }
            group.addTask { try await housekeeper.run() }
            group.addTask { try await scheduler.run() }
            group.addTask { await identity.run() }
            group.addTask { try await live.run() }
            group.addTask { try await supervision.run(health: health, hangups: hangups, reread: reread) }
            group.addTask { await stop.wait() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
