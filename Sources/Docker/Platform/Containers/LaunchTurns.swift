// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms
import Synchronization

/// Lets a release's containers be launched by one at a time: a run that starts them and the watchdog that misses them would
/// else each remove what the other has created and not started yet.
final class LaunchTurns: Sendable {
    private typealias Waiting = CheckedContinuation<Void, Never>

    /// Who waits, for each release that is being launched.
    private let busy = Mutex<[ReleaseReference: [Waiting]]>([:])

    func take<Value>(for release: ReleaseReference, _ body: () async throws -> Value) async rethrows -> Value {
        await begin(release)
        defer { end(release) }
        return try await body()
    }

    private func begin(_ release: ReleaseReference) async {
        await withCheckedContinuation { (waiting: Waiting) in
            let isFree = busy.withLock { busy in
                guard busy[release] == nil else {
                    busy[release]?.append(waiting)
                    return false
                }
                busy[release] = []
                return true
            }
            if isFree { waiting.resume() }
        }
    }

    private func end(_ release: ReleaseReference) {
        let next = busy.withLock { busy -> Waiting? in
            guard busy[release]?.isEmpty == false else {
                busy[release] = nil
                return nil
            }
            return busy[release]?.removeFirst()
        }
        next?.resume()
    }
}
