// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
package import Synchronization

/// Services that run nowhere: it remembers what was asked for last.
package final class BackingServicesDouble: BackingServices {
    package struct State {
        package var services: [BackingService] = []
        package var isDestroyed = false
    }

    package let state = Mutex(State())

    package init() {}

    package func ensure(
        _ services: [BackingService], of target: PlatformTarget, progress: @Sendable (Double, String) -> Void
    ) async throws -> [BackingServiceAddress] {
        state.withLock { $0.services = services }
        return services.map { service in
            BackingServiceAddress(
                name: service.name, onHost: Endpoint(host: "127.0.0.1", port: 30_000),
                onNetwork: Endpoint(host: service.name, port: service.port))
        }
    }

    package func status(of target: PlatformTarget) async throws -> [ProcessStatus] {
        state.withLock { $0.services.map { ProcessStatus(name: $0.name, state: .running) } }
    }

    package func logs(
        of service: String, _ target: PlatformTarget, _ query: LogQuery, into receiver: LogEntryReceiver
    ) async throws {}

    package func destroy(_ target: PlatformTarget) async throws { state.withLock { $0.isDestroyed = true } }
}
