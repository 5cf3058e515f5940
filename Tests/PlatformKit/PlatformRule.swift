// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms

/// Something that the contract says of every platform, or of those that have a capability.
package struct PlatformRule: Sendable, CustomStringConvertible {
    package var description: String
    package var needs: PlatformCapabilities
    package var check: @Sendable (PlatformWorld) async throws -> Void

    init(
        _ description: String, needs: PlatformCapabilities = [],
        _ check: @escaping @Sendable (PlatformWorld) async throws -> Void
    ) {
        self.description = description
        self.needs = needs
        self.check = check
    }

    /// All that hold for a platform with these capabilities.
    package static func all(for capabilities: PlatformCapabilities) -> [PlatformRule] {
        (serving + gate + ending + recovery + tasks + logs + many).filter { capabilities.isSuperset(of: $0.needs) }
    }
}
