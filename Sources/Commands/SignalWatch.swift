// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

/// Signals as values, for as long as the watch lives.
///
/// The watched signals lose their default effect in this process; children get it back because every spawn resets it.
package final class SignalWatch: Sendable {
    /// What arrived, in order.
    package let arrivals: AsyncStream<Int32>
    private let continuation: AsyncStream<Int32>.Continuation

    package init(_ signals: [Int32] = []) {
        let (arrivals, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingNewest(16))
        self.arrivals = arrivals
        self.continuation = continuation
        for number in signals { SignalSources.deliver(number, to: continuation) }
    }

    deinit { continuation.finish() }

    /// As if a signal had arrived, for tests.
    package func send(_ number: Int32) { continuation.yield(number) }
}

/// The process's signal sources: signals belong to the process, so one source for each lives as long as it does.
private enum SignalSources {
    private struct State {
        var sources: [Int32: any DispatchSourceSignal] = [:]
        var continuations: [Int32: AsyncStream<Int32>.Continuation] = [:]
    }

    private static let state = Mutex(State())

    /// A later watch of the same signal takes over from an earlier one.
    static func deliver(_ number: Int32, to continuation: AsyncStream<Int32>.Continuation) {
        state.withLock { state in
            state.continuations[number] = continuation
            guard state.sources[number] == nil else { return }
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in arrived(number) }
            source.activate()
            state.sources[number] = source
        }
    }

    private static func arrived(_ number: Int32) {
        _ = state.withLock { $0.continuations[number] }?.yield(number)
    }
}
