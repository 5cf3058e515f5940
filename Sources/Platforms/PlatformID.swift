// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The namespaced name of a platform adapter: `<family>.<kind>`, e.g. `local.process`, `aws.ecs`.
package struct PlatformID: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }
}

/// What a platform can do beyond the least common part; the pipeline plans by it instead of asking which one it is.
package struct PlatformCapabilities: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Old and new run side by side and the predecessor can be kept running for a fast way back.
    package static let keepsPredecessorWarm = PlatformCapabilities(rawValue: 1 << 0)
    /// `drain` can tell how much a predecessor still serves.
    package static let countsConnections = PlatformCapabilities(rawValue: 1 << 1)
    /// `logs` can follow.
    package static let followsLogs = PlatformCapabilities(rawValue: 1 << 2)
    /// `run` is available, for release commands.
    package static let runsTasks = PlatformCapabilities(rawValue: 1 << 3)
}
