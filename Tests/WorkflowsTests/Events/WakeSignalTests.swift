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

    @Test func noWakeUpIsLostBetweenManyWaitersAndCancellations() async {
        let signal = WakeSignal()
        await withTaskGroup(of: Void.self) { group in
            for waiter in 0..<200 {
                group.addTask {
                    // Every third one is cancelled at some moment around the raise; none may hang.
                    let seen = signal.count
                    await withTaskGroup(of: Void.self) { inner in
                        inner.addTask { try? await signal.wait(beyond: seen) }
                        if waiter % 3 == 0 { inner.cancelAll() }
                    }
                }
            }
            group.addTask {
                for _ in 0..<2000 {
                    signal.raise()
                    await Task.yield()
                }
            }
            await group.next()
            for _ in 0..<10 { signal.raise() }
            while !group.isEmpty {
                signal.raise()
                await group.next()
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
