// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers
package import Platforms
import Primitives

/// The network that all containers of a target share.
package struct DockerNetworks: Sendable {
    private let naming: DockerNaming

    package init(naming: DockerNaming) { self.naming = naming }

    /// Makes the target's network unless it is there, and gives its name.
    ///
    /// Throws `network_conflict` when somebody else's has the name.
    @discardableResult
    package func ensureNetwork(of target: PlatformTarget, on engine: DockerEngine) async throws -> String {
        let name = naming.network(target)
        let labels = naming.labels(target)
        do {
            _ = try await engine.createNetwork(name, labels: labels)
        } catch let failure as Failure where failure.code == .networkConflict {
            let there = try await engine.network(name)
            guard labels.allSatisfy({ there.labels[$0.key] == $0.value }) else {
                throw Failure(
                    .networkConflict, "there is a network \(name) that is not ours", hint: "remove or rename it")
            }
        }
        return name
    }

    /// Removes the target's network unless something is in it; one that isn't there is fine.
    package func removeNetwork(of target: PlatformTarget, on engine: DockerEngine) async throws {
        do {
            try await engine.removeNetwork(naming.network(target))
        } catch let failure as Failure where failure.code == .networkNotFound || failure.code == .networkConflict {
            return
        }
    }
}
