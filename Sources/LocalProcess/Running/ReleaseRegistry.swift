// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms
import Synchronization

/// What this process was told about releases: needed to start one again, never to find one. Lost with the process and
/// filled again by recovery.
final class ReleaseRegistry: Sendable {
    private struct State {
        var known: [ReleaseReference: PlatformRelease] = [:]
        /// Releases that had to end because another needs their port: the other's, to theirs.
        var displaced: [ReleaseReference: ReleaseReference] = [:]
        var unhealthy: Set<ReleaseReference> = []
    }

    private let state = Mutex(State())

    subscript(reference: ReleaseReference) -> PlatformRelease? { state.withLock { $0.known[reference] } }

    /// All that should run; not those that gave their port to another.
    var all: [PlatformRelease] {
        state.withLock { state in
            let displaced = Set(state.displaced.values)
            return state.known.values.filter { !displaced.contains($0.reference) }
        }
    }

    func remember(_ release: PlatformRelease) { state.withLock { $0.known[release.reference] = release } }

    func forget(_ reference: ReleaseReference) {
        state.withLock { state in
            state.known[reference] = nil
            state.unhealthy.remove(reference)
        }
    }

    func forget(_ target: PlatformTarget) {
        state.withLock { state in
            state.known = state.known.filter { $0.key.target != target }
            state.displaced = state.displaced.filter { $0.key.target != target }
            state.unhealthy = state.unhealthy.filter { $0.target != target }
        }
    }

    func displace(_ earlier: ReleaseReference, by later: ReleaseReference) {
        state.withLock { $0.displaced[later] = earlier }
    }

    /// Whom the release displaced; asked once.
    func takeDisplaced(by later: ReleaseReference) -> ReleaseReference? {
        state.withLock { $0.displaced.removeValue(forKey: later) }
    }

    func isUnhealthy(_ reference: ReleaseReference) -> Bool { state.withLock { $0.unhealthy.contains(reference) } }

    func setUnhealthy(_ reference: ReleaseReference, _ isUnhealthy: Bool) {
        state.withLock { state in
            if isUnhealthy { state.unhealthy.insert(reference) } else { state.unhealthy.remove(reference) }
        }
    }
}
