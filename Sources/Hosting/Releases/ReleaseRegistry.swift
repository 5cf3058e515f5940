// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Synchronization

/// What this process was told about releases: needed to start one again, never to find one. Lost with the process and
/// filled again by recovery.
package final class ReleaseRegistry: Sendable {
    private struct State {
        var known: [ReleaseReference: PlatformRelease] = [:]
        /// Releases that had to end because another needs their port: the other's, to theirs.
        var displaced: [ReleaseReference: ReleaseReference] = [:]
        /// Releases whose workers should run.
        var working: Set<ReleaseReference> = []
        /// Processes that stopped giving good answers.
        var unhealthy: [ReleaseReference: Set<String>] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package subscript(reference: ReleaseReference) -> PlatformRelease? { state.withLock { $0.known[reference] } }

    /// All that should run; not those that gave their port to another.
    package var all: [PlatformRelease] {
        state.withLock { state in
            let displaced = Set(state.displaced.values)
            return state.known.values.filter { !displaced.contains($0.reference) }
        }
    }

    /// One of ``all``; nil when it should not run.
    package func wanted(_ reference: ReleaseReference) -> PlatformRelease? {
        state.withLock { state in
            state.displaced.values.contains(reference) ? nil : state.known[reference]
        }
    }

    package func remember(_ release: PlatformRelease) { state.withLock { $0.known[release.reference] = release } }

    package func forget(_ reference: ReleaseReference) {
        state.withLock { state in
            state.known[reference] = nil
            state.working.remove(reference)
            state.unhealthy[reference] = nil
        }
    }

    package func forget(_ target: PlatformTarget) {
        state.withLock { state in
            state.known = state.known.filter { $0.key.target != target }
            state.working = state.working.filter { $0.target != target }
            state.displaced = state.displaced.filter { $0.key.target != target }
            state.unhealthy = state.unhealthy.filter { $0.key.target != target }
        }
    }

    package func displace(_ earlier: ReleaseReference, by later: ReleaseReference) {
        state.withLock { $0.displaced[later] = earlier }
    }

    /// Whom the release displaced; asked once.
    package func takeDisplaced(by later: ReleaseReference) -> ReleaseReference? {
        state.withLock { $0.displaced.removeValue(forKey: later) }
    }

    /// Whether the release's workers were asked for, and not to end since.
    package func hasWorkers(_ reference: ReleaseReference) -> Bool { state.withLock { $0.working.contains(reference) } }

    package func setWorkers(_ reference: ReleaseReference, _ isWorking: Bool) {
        state.withLock { state in
            if isWorking { state.working.insert(reference) } else { state.working.remove(reference) }
        }
    }

    package func isUnhealthy(_ reference: ReleaseReference, _ process: String) -> Bool {
        state.withLock { $0.unhealthy[reference]?.contains(process) ?? false }
    }

    package func setUnhealthy(_ reference: ReleaseReference, _ process: String, _ isUnhealthy: Bool) {
        state.withLock { state in
            if isUnhealthy {
                state.unhealthy[reference, default: []].insert(process)
            } else {
                state.unhealthy[reference]?.remove(process)
            }
        }
    }
}
