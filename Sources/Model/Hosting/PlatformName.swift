// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Where a profile's releases run, as `dextra.yaml` calls it.
package enum PlatformName: String, Sendable, Hashable, Codable, CaseIterable {
    /// Supervised processes of the server's own machine.
    case local
    /// Containers of a Docker Engine.
    case docker
}
