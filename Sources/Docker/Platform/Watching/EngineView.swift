// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
import Platforms
import Primitives
import Synchronization

/// What the watchdog last saw on the engine. While the engine tells its events, what nothing happened to isn't asked
/// for again.
final class EngineView: Sendable {
    /// After which it is asked for all the same: events can be lost.
    private static let age: Duration = .seconds(30)

    private struct State {
        var isTold = false
        var looks: [ReleaseReference: (looks: [ProcessLook], at: Duration)] = [:]
        /// Raised by every event, so that what was asked for before it isn't taken for news.
        var generation = 0
    }

    private let state = Mutex(State())

    var generation: Int { state.withLock { $0.generation } }

    func looks(at release: ReleaseReference, uptime: Duration) -> [ProcessLook]? {
        state.withLock { state in
            guard state.isTold, let known = state.looks[release], uptime - known.at < Self.age else { return nil }
            return known.looks
        }
    }

    /// - generation: what it was before the engine was asked.
    func keep(_ looks: [ProcessLook], of release: ReleaseReference, generation: Int, uptime: Duration) {
        state.withLock { state in
            if state.generation == generation { state.looks[release] = (looks, uptime) }
        }
    }

    /// Something happened to the release.
    func forget(_ release: ReleaseReference) {
        state.withLock { state in
            state.generation += 1
            state.looks[release] = nil
        }
    }

    /// The engine tells its events from now on, or no longer: in both cases something may have been missed.
    func setTold(_ isTold: Bool) {
        state.withLock { state in
            state.generation += 1
            state.isTold = isTold
            state.looks = [:]
        }
    }
}
