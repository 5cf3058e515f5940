// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms

/// What a platform sees of one process of a release at one moment.
package struct ProcessLook: Sendable, Hashable {
    /// E.g. `web.1`.
    package var name: String
    /// As its keeper says; whether it answers well is the watchdog's to find out.
    package var state: InstanceState
    package var restarts: Int
    /// In words.
    package var lastExit: String?
    /// Somebody starts it again when it ends: a shim, an engine.
    package var isKept: Bool
    /// Where it is probed; nil for one that isn't.
    package var endpoint: Endpoint?
    /// Why its keeper finds it unwell, in words, e.g. from a check of its own; nil when it doesn't.
    package var objection: String?

    package init(
        name: String, state: InstanceState, restarts: Int = 0, lastExit: String? = nil, isKept: Bool,
        endpoint: Endpoint? = nil, objection: String? = nil
    ) {
        self.name = name
        self.state = state
        self.restarts = restarts
        self.lastExit = lastExit
        self.isKept = isKept
        self.endpoint = endpoint
        self.objection = objection
    }
}

/// What the watchdog sees of a platform and may do there.
package protocol WatchedHost: Sendable {
    /// Every process that the release should have; one that is gone is `stopped`. Empty for a release that was never
    /// started. Throwing means that it can't be told now.
    func looks(at release: PlatformRelease) async throws -> [ProcessLook]

    /// Ends a process that doesn't answer, to be started again.
    func restart(_ process: String, of release: PlatformRelease) async throws

    /// Starts what of the release nobody keeps any more and gives it its traffic.
    func revive(_ release: PlatformRelease) async throws
}
