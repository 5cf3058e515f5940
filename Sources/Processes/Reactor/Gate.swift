// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A one-time gate: whoever waits goes on when it is opened, at once when it is open already.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    var isOpen: Bool { state.withLock { $0.isOpen } }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    /// At most one task waits at a time. Doesn't watch for cancellation: its opener does.
    func pass() async {
        await withCheckedContinuation { continuation in
            // The condition is tested here, under the lock: an opening between test and wait would be lost.
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting = continuation }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    /// Waits until the descriptor is readable, the limit is over or the task is cancelled; true when it is readable.
    /// One that can't be watched, because the kernel has no room or somebody else watches it, is looked at again in a
    /// moment.
    @discardableResult
    static func whenReadable(_ descriptor: Int32, atMost limit: Duration? = nil) async -> Bool {
        let gate = Gate()
        let watch = Reactor.shared.whenReadable(descriptor) { gate.open() }
        let alarm = (watch == nil ? unwatchedPause : limit).map { Reactor.shared.after($0) { gate.open() } }
        await withTaskCancellationHandler {
            await gate.pass()
        } onCancel: {
            gate.open()
        }
        alarm?.cancel()
        return watch.map { !Reactor.shared.cancel($0) } ?? false
    }

    /// Before looking again at what can't be watched.
    static let unwatchedPause: Duration = .milliseconds(50)
}
