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
    /// A release can have several processes behind one address: ``PlatformRelease/instances`` above 1.
    package static let scales = PlatformCapabilities(rawValue: 1 << 4)
    /// A candidate can get a share of the traffic, and what releases answered is counted.
    package static let splitsTraffic = PlatformCapabilities(rawValue: 1 << 5)
    /// A release can have processes without traffic: ``PlatformRelease/workers``.
    package static let runsWorkers = PlatformCapabilities(rawValue: 1 << 6)
    /// Releases are container images, not folders.
    package static let runsImages = PlatformCapabilities(rawValue: 1 << 7)
}
