// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What the store says should be running.
package struct ExpectedRelease: Sendable, Hashable {
    package var release: PlatformRelease
    package var exposure: Exposure
    package var role: Role

    package init(release: PlatformRelease, exposure: Exposure = Exposure(), role: Role) {
        self.release = release
        self.exposure = exposure
        self.role = role
    }

    package enum Role: Sendable, Hashable {
        /// Gets the traffic: started again when it isn't running.
        case active
        /// Kept when it runs, not started when it doesn't.
        case warm
    }
}

/// What recovery did about one expectation.
package struct RecoveryReport: Sendable, Hashable {
    package var reference: ReleaseReference
    package var outcome: Outcome

    package init(reference: ReleaseReference, outcome: Outcome) {
        self.reference = reference
        self.outcome = outcome
    }

    package enum Outcome: Sendable, Hashable {
        case adopted
        case restarted
        /// A warm one that no longer runs: going back to it needs a start.
        case gone
        case failed(Failure)
    }
}

/// A change of an instance that nobody asked for.
package struct PlatformEvent: Sendable, Hashable {
    package var reference: ReleaseReference
    package var at: Timestamp
    package var state: InstanceState
    /// One line for people: why.
    package var detail: String

    package init(reference: ReleaseReference, at: Timestamp, state: InstanceState, detail: String) {
        self.reference = reference
        self.at = at
        self.state = state
        self.detail = detail
    }
}
