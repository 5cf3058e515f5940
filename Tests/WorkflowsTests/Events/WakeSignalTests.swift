// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing
import Workflows

@Suite struct WakeSignalTests {
    @Test func whatHappenedBetweenLookingAndWaitingCounts() async throws {
        let signal = WakeSignal()
        let seen = signal.count
        signal.raise()
        try await signal.wait(beyond: seen)
    }

    /// Each round raises once, after everybody knows what they have seen: who misses that waits for ever.
    @Test(.timeLimit(.minutes(2))) func noWakeUpIsLostBetweenManyWaitersAndCancellations() async {
        let signal = WakeSignal()
        for round in 0..<2000 {
            let seen = signal.count
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try? await signal.wait(beyond: seen) } }
                group.addTask { signal.raise() }
                // Some are cancelled at a moment around the raise; none may hang for that.
                if round % 3 == 0 {
                    group.addTask {
                        await withTaskGroup(of: Void.self) { cancelled in
                            cancelled.addTask { try? await signal.wait(beyond: .max) }
                            cancelled.cancelAll()
                        }
                    }
                }
                if round % 3 == 1 { group.cancelAll() }
            }
        }
    }

    @Test func cancellationEndsAWait() async {
        let signal = WakeSignal()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await signal.wait(beyond: 0)
                    return false
                } catch { return true }
            }
            group.cancelAll()
            #expect(await group.next() == true)
        }
    }
}
