// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Synchronization

/// How an attempt at a step, or at undoing it, came to its end.
enum StepEnd: Sendable {
    case succeeded(JSONDocument)
    case failed(Failure)
    case timedOut(Failure)
    /// Told to stop, and stopped: its effect may exist in part.
    case stopped
}

/// What passes from a step to the execution that looks after it: log text, progress, its end.
///
/// Writers of log text wait while more than `highWater` bytes are unsaved, so memory is bounded by the slowest disk.
final class StepChannel: Sendable {
    enum Signal: Sendable {
        case flush
        case ended(StepEnd)
    }

    /// What there is to save at one moment.
    struct Unsaved: Sendable {
        var pieces: [LogBuffer.Piece]
        var fraction: Double?
        var message: String?

        var isEmpty: Bool { pieces.isEmpty && fraction == nil && message == nil }
    }

    private struct State {
        var log = LogBuffer()
        var fraction: Double?
        var message: String?
        var isFlushDue = false
        var end: StepEnd?
    }

    static let highWater = LogBuffer.pieceLimit

    private let state = Mutex(State())
    private let dirty = WakeSignal()
    private let work = WakeSignal()
    private let saved = WakeSignal()

    func log(_ bytes: some Sequence<UInt8>, stream: LogStream) async throws {
        let isFull = state.withLock { state in
            state.log.append(bytes, stream: stream)
            if state.log.count >= Self.highWater { state.isFlushDue = true }
            return state.log.count >= Self.highWater
        }
        dirty.raise()
        guard isFull else { return }
        work.raise()
        while true {
            let seen = saved.count
            guard state.withLock({ $0.log.count >= Self.highWater && $0.end == nil }) else { return }
            try await saved.wait(beyond: seen)
        }
    }

    func progress(_ fraction: Double, _ message: String?) {
        state.withLock { state in
            state.fraction = fraction
            if let message { state.message = message }
        }
        dirty.raise()
    }

    func end(_ end: StepEnd) {
        state.withLock { state in
            state.log.finish()
            state.end = end
        }
        work.raise()
        saved.raise()
    }

    /// The next thing for the execution to do; does not give up when its task is cancelled, for the step has to end.
    func next() async -> Signal {
        while true {
            let seen = work.count
            let signal: Signal? = state.withLock { state in
                if let end = state.end { return .ended(end) }
                defer { state.isFlushDue = false }
                return state.isFlushDue ? .flush : nil
            }
            if let signal { return signal }
            await work.waitRegardless(beyond: seen)
        }
    }

    func takeUnsaved() -> Unsaved {
        defer { saved.raise() }
        return state.withLock { state in
            defer {
                state.fraction = nil
                state.message = nil
            }
            return Unsaved(pieces: state.log.take(), fraction: state.fraction, message: state.message)
        }
    }

    /// Asks for a flush when there is something unsaved, at most once per interval, until the task is cancelled.
    func pace(every interval: Duration, _ time: TimeSource) async {
        var seen: UInt64 = 0
        while !Task.isCancelled {
            do {
                try await dirty.wait(beyond: seen)
                seen = dirty.count
                state.withLock { $0.isFlushDue = true }
                work.raise()
                try await time.sleep(for: interval)
            } catch { return }
        }
    }
}
