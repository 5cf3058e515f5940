// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

/// Signals as values, for as long as the watch lives; after that they do to this process what they usually do.
///
/// Children get the default effect of the watched signals back because every spawn resets it.
package final class SignalWatch: Sendable {
    /// What arrived, in order.
    package let arrivals: AsyncStream<Int32>
    private let continuation: AsyncStream<Int32>.Continuation
    private let claims: [SignalSources.Claim]

    package init(_ signals: [Int32] = []) {
        let (arrivals, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingNewest(16))
        self.arrivals = arrivals
        self.continuation = continuation
        claims = signals.map { SignalSources.deliver($0, to: continuation) }
    }

    deinit {
        for claim in claims { SignalSources.end(claim) }
        continuation.finish()
    }

    /// As if a signal had arrived, for tests.
    package func send(_ number: Int32) { continuation.yield(number) }
}

/// The process's signal sources: signals belong to the process, so one source for each lives as long as it does.
private enum SignalSources {
    /// One watch's hold on one signal.
    struct Claim: Sendable, Hashable {
        let number: Int32
        let order: Int
    }

    private struct State {
        var sources: [Int32: any DispatchSourceSignal] = [:]
        var watches: [Int32: (claim: Claim, continuation: AsyncStream<Int32>.Continuation)] = [:]
        var count = 0
    }

    private static let state = Mutex(State())

    /// A later watch of the same signal takes over from an earlier one.
    static func deliver(_ number: Int32, to continuation: AsyncStream<Int32>.Continuation) -> Claim {
        state.withLock { state in
            state.count += 1
            let claim = Claim(number: number, order: state.count)
            state.watches[number] = (claim, continuation)
            guard state.sources[number] == nil else { return claim }
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in arrived(number) }
            source.activate()
            state.sources[number] = source
            return claim
        }
    }

    static func end(_ claim: Claim) {
        state.withLock { state in
            if state.watches[claim.number]?.claim == claim { state.watches[claim.number] = nil }
        }
    }

    private static func arrived(_ number: Int32) {
        guard let watch = state.withLock({ $0.watches[number] }) else { return takeEffect(number) }
        watch.continuation.yield(number)
    }

    /// What the signal would have done had nobody ever watched it.
    private static func takeEffect(_ number: Int32) {
        switch number {
        case SIGWINCH, SIGCONT: return
        case SIGTSTP: kill(getpid(), SIGSTOP)
        default:
            signal(number, SIG_DFL)
            var mask = sigset_t()
            sigemptyset(&mask)
            sigaddset(&mask, number)
            pthread_sigmask(SIG_UNBLOCK, &mask, nil)
            raise(number)
        }
    }
}
