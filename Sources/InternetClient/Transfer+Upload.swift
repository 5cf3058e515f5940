// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CCurl
import HTTP
import Primitives
import Synchronization

extension Transfer {
    /// What of the request's body is to be sent.
    struct Upload {
        var bytes: ArraySlice<UInt8> = []
        /// Nothing comes after `bytes`.
        var hasLast = true
        /// libcurl has found nothing and waits to be told that there is more.
        var isPaused = false
        /// The transfer takes no more.
        var isOver = false
        /// Waits until `bytes` has gone.
        var waiting: CheckedContinuation<Void, Never>?
        /// Pulls the body from its producer.
        var task: Task<Void, Never>?

        var isComplete: Bool { hasLast && bytes.isEmpty }
    }

    /// Begins to pull the body from the caller's closure, one part ahead of what is sent.
    func pump(length: Int?, _ next: @escaping @Sendable () async throws -> [UInt8]?) {
        // Owned by the transfer, which cancels it at its end.
        let task = Task { [self] in
            do {
                var left = length ?? .max
                while let part = try await next() {
                    guard part.count <= left else {
                        throw Failure(.invalidArgument, "the body is longer than announced")
                    }
                    if length != nil { left -= part.count }
                    if part.isEmpty { continue }
                    guard await offer(part) else { return }
                }
                guard length == nil || left == 0 else {
                    throw Failure(.invalidArgument, "the body is shorter than announced")
                }
                supply([], isLast: true)
            } catch {
                abort(error)
            }
        }
        let isOver = state.withLock { state in
            state.upload.task = task
            return state.upload.isOver
        }
        if isOver { task.cancel() }
    }

    /// Hands over a part and waits until it has gone; false when no more is wanted.
    private func offer(_ part: [UInt8]) async -> Bool {
        supply(part[...], isLast: false)
        await withCheckedContinuation { waiting in
            let isReady = state.withLock { state in
                guard !state.upload.bytes.isEmpty, !state.upload.isOver else { return true }
                state.upload.waiting = waiting
                return false
            }
            if isReady { waiting.resume() }
        }
        return state.withLock { !$0.upload.isOver }
    }

    private func supply(_ bytes: ArraySlice<UInt8>, isLast: Bool) {
        let now = loop.now
        let resumes = state.withLock { state in
            state.upload.bytes = bytes
            state.upload.hasLast = isLast
            state.lastProgress = now
            defer { state.upload.isPaused = false }
            return state.upload.isPaused
        }
        if resumes { resume() }
    }

    /// Fills libcurl's buffer: how much, 0 at the end, or that there is nothing yet.
    func fill(_ target: UnsafeMutableRawBufferPointer) -> Int {
        let now = loop.now
        let (count, waiting) = state.withLock { state in
            state.lastProgress = now
            guard !state.upload.bytes.isEmpty else {
                state.upload.isPaused = !state.upload.hasLast
                return (state.upload.hasLast ? 0 : Int(CURL_READFUNC_PAUSE), nil as CheckedContinuation<Void, Never>?)
            }
            let part = state.upload.bytes.prefix(target.count)
            target.copyBytes(from: part)
            state.upload.bytes = state.upload.bytes.dropFirst(part.count)
            guard state.upload.bytes.isEmpty else { return (part.count, nil) }
            defer { state.upload.waiting = nil }
            return (part.count, state.upload.waiting)
        }
        waiting?.resume()
        return count
    }
}
