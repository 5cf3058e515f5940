// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Synchronization

/// Lets one at a time start a release's processes, or look which are to end: a run that starts them and the watchdog that
/// misses them would else each undo what the other has not finished, and the watchdog would bring back what a run has just
/// ended.
package final class ReleaseTurns: Sendable {
    private typealias Waiting = CheckedContinuation<Void, Never>

    /// Who waits, for each release whose turn somebody has.
    private let busy = Mutex<[ReleaseReference: [Waiting]]>([:])

    package init() {}

    package func take<Value>(for release: ReleaseReference, _ body: () async throws -> Value) async rethrows -> Value {
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
