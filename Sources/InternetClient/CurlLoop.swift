// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CCurl
import Glibc
import HTTP
import Primitives
import Synchronization

/// libcurl's multi interface on a thread of its own, where every transfer of a client runs.
// Unchecked: `transfers` is only touched on the loop's thread; the rest is immutable or synchronises itself.
final class CurlLoop: @unchecked Sendable {
    private struct Orders {
        var actions: [@Sendable () -> Void] = []
        var ends = false
    }

    // Both are made once and live as long as the process.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let multi: UnsafeMutableRawPointer
    private let time: TimeSource
    private let orders = Mutex(Orders())
    private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

    init(keptConnections: Int, time: TimeSource) throws {
        guard Self.isReady, let made = curl_multi_init() else {
            throw Failure(.internalError, "libcurl can't be started")
        }
        multi = made
        self.time = time
        dx_curl_keep_connections(multi, keptConnections)
        var thread = pthread_t()
        let outcome = withoutSignals {
            pthread_create(
                &thread, nil,
                { argument in
                    if let argument { Unmanaged<CurlLoop>.fromOpaque(argument).takeRetainedValue().run() }
                    return nil
                }, Unmanaged.passRetained(self).toOpaque())
        }
        guard outcome == 0 else { throw Failure.system(outcome, "no thread for libcurl") }
        pthread_detach(thread)
    }

    deinit { curl_multi_cleanup(multi) }

    /// Monotonic milliseconds.
    var now: Int { time.uptime().wholeMilliseconds }

    /// Runs a function on the loop's thread, soon.
    func execute(_ action: @escaping @Sendable () -> Void) {
        orders.withLock { $0.actions.append(action) }
        wake()
    }

    /// Lets the loop look at its deadlines again.
    func wake() { curl_multi_wakeup(multi) }

    /// Ends the thread, and every transfer with it.
    func stop() {
        orders.withLock { $0.ends = true }
        wake()
    }

    // MARK: On the thread

    func start(_ transfer: Transfer) {
        transfers[transfer.easy] = transfer
        if curl_multi_add_handle(multi, transfer.easy) != CURLM_OK {
            end(transfer, Failure(.internalError, "libcurl does not take the request"))
        }
    }

    /// Forgets a transfer, which is told why; nil for its regular end. Nothing when it has ended.
    func end(_ transfer: Transfer, _ fault: (any Error)?) {
        guard transfers.removeValue(forKey: transfer.easy) != nil else { return }
        curl_multi_remove_handle(multi, transfer.easy)
        transfer.hasEnded(fault)
    }

    private func run() {
        while true {
            let (actions, ends) = orders.withLock { orders in
                defer { orders.actions = [] }
                return (orders.actions, orders.ends)
            }
            for action in actions { action() }
            if ends { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            var outcome = CURLE_OK
            while let easy = dx_curl_ended(multi, &outcome) {
                if let transfer = transfers[easy] { end(transfer, transfer.fault(for: outcome)) }
            }
            curl_multi_poll(multi, nil, 0, checkDeadlines(), nil)
        }
        for transfer in transfers.values {
            end(transfer, Failure(.connectionClosed, "the client was closed"))
        }
    }

    /// Ends what took too long; milliseconds until the next deadline.
    private func checkDeadlines() -> Int32 {
        let now = now
        var next = now + 60_000
        for transfer in transfers.values {
            guard let deadline = transfer.deadline(now) else { continue }
            if deadline.at <= now { end(transfer, deadline.fault) } else { next = min(next, deadline.at) }
        }
        return Int32(clamping: next - now)
    }

    /// Signals are for the main thread; a blocked SIGPIPE also keeps TLS writes from ending the process.
    private func withoutSignals<Value>(_ body: () -> Value) -> Value {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return body()
    }
}

/// Keeps a loop running for as long as its client, or a response of it, is in use.
final class CurlLoopLease: Sendable {
    let loop: CurlLoop

    init(_ loop: CurlLoop) { self.loop = loop }
    deinit { loop.stop() }
}
