// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// An event stream that begins with the first thing to be said, so that a failure before it is still a status.
// Unchecked: everything mutable is only touched on the stream's loop.
final class LiveEventStream: @unchecked Sendable {
    let outlet: EventStreamOutlet
    private let heartbeat: Duration
    private let retry: Duration
    private var isBegun = false
    private var hasEnded = false
    private var failure: Failure?
    private var waiting: CheckedContinuation<Void, Never>?

    init(_ exchange: Exchange, heartbeat: Duration, retry: Duration) {
        outlet = EventStreamOutlet(exchange)
        self.heartbeat = heartbeat
        self.retry = retry
    }

    func push(_ events: [UInt8], on stream: isolated ByteStream) {
        guard !hasEnded else { return }
        if !isBegun {
            isBegun = true
            do { try outlet.begin(heartbeat: heartbeat, on: stream) } catch { return end(on: stream) }
            outlet.push(Array("retry: \(retry.wholeMilliseconds)\n\n".utf8), on: stream)
        }
        if !events.isEmpty { outlet.push(events, on: stream) }
    }

    /// Keeps a failure for the response when there is none yet; false when it has to be told in the stream.
    func refuse(_ failure: Failure, on stream: isolated ByteStream) -> Bool {
        guard !isBegun, !hasEnded else { return false }
        self.failure = failure
        return true
    }

    func end(on stream: isolated ByteStream) {
        // Whose server ends before there was anything to say is to come back.
        if !isBegun, failure == nil, !stream.isClosed { push([], on: stream) }
        hasEnded = true
        waiting?.resume()
        waiting = nil
    }

    /// Returns when the stream shall end, also because its peer has gone; throws the failure that comes instead of it.
    func untilEnd() async throws {
        await withTaskCancellationHandler {
            await untilEnd(on: outlet.stream)
        } onCancel: {
            outlet.stream.loop.execute { self.outlet.stream.assumeIsolated { self.end(on: $0) } }
        }
        if let failure = await failure(on: outlet.stream) { throw failure }
    }

    private func untilEnd(on stream: isolated ByteStream) async {
        await withCheckedContinuation { waiting in
            if hasEnded || Task.isCancelled { waiting.resume() } else { self.waiting = waiting }
        }
    }

    private func failure(on stream: isolated ByteStream) -> Failure? { failure }
}
