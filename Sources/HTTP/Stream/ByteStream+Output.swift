// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Primitives

extension ByteStream {
    /// Sends bytes; suspends while more than ``highWater`` are queued. Throws `StreamFault.closed`.
    func write(_ bytes: [UInt8]) async throws {
        try send(bytes)
        if pendingOutput > Self.highWater { try await untilDrained() }
    }

    /// Queues bytes without waiting, for what is small or already bounded.
    func send(_ bytes: [UInt8]) throws {
        guard !isClosed, !outputIsBroken else { throw StreamFault.closed }
        guard !bytes.isEmpty else { return }
        try transmitOrQueue(tls == nil ? bytes : sealed(bytes))
    }

    /// Queues what the kernel does not take at once.
    func transmitOrQueue(_ bytes: [UInt8]) throws {
        guard !isClosed, !outputIsBroken else { throw StreamFault.closed }
        var sent = 0
        if pendingOutput == 0 {
            lastProgress = loop.now
            sent = bytes.withUnsafeBytes { transmit($0) } ?? 0
            if sent == bytes.count { return }
            guard !outputIsBroken else { throw StreamFault.closed }
            if stallLimit != .max { loop.expect(deadline: loop.now + stallLimit) }
        }
        queue.append(bytes[sent...])
        pendingOutput += bytes.count - sent
        wantsOutput(true)
    }

    /// Suspends until the peer is at most ``lowWater`` behind. Throws `connection_closed` once nothing more can be sent.
    package func untilCaughtUp() async throws {
        await withUnsafeContinuation { waiting in
            if isClosed || outputIsBroken || Task.isCancelled || pendingOutput <= Self.lowWater {
                waiting.resume()
            } else {
                park(waiting)
            }
        }
        try Task.checkCancellation()
        guard !isClosed, !outputIsBroken else { throw Failure(.connectionClosed, "the peer closed the connection") }
    }

    /// Sends `count` bytes of an open file from `offset`; without TLS they are not copied through this process.
    ///
    /// Throws `StreamFault.closed` also when the file turns out shorter: the announced length can't be kept then.
    func send(file: Int32, offset: Int, count: Int) async throws {
        if tls != nil { return try await sendCopy(file: file, offset: offset, count: count) }
        var position = Int64(offset)
        var remaining = count
        while remaining > 0 {
            while pendingOutput > 0 { try await untilWritable() }
            guard !isClosed, !outputIsBroken else { throw StreamFault.closed }
            // One part at a time, so that a fast reader of a large file leaves room for the loop's other streams.
            let sent = dx_sendfile(descriptor, file, &position, min(remaining, 512 << 10))
            if sent > 0 {
                lastProgress = loop.now
                remaining -= sent
                if remaining > 0 { await Task.yield() }
            } else if sent == Int(DX_WOULD_BLOCK) {
                try await untilWritable()
            } else {
                abort()
                throw StreamFault.closed
            }
        }
    }

    /// Tells the peer that nothing more will come, once everything queued has gone.
    func finishOutput() async throws {
        if let tls {
            tls.finish()
            try transmitOrQueue(tls.takeOutput())
        }
        while pendingOutput > 0 { try await untilWritable() }
        guard !isClosed else { throw StreamFault.closed }
        dx_shutdown_output(descriptor)
    }

    /// Waits for a connect under way and returns its outcome as an errno value, 0 when connected.
    func untilConnected() async throws -> Int32 {
        try await untilWritable()
        return dx_socket_error(descriptor)
    }

    /// Sends the bytes whenever nothing else was sent for the interval (milliseconds); nil ends that.
    func setHeartbeat(_ heartbeat: (interval: Int, bytes: @Sendable () -> [UInt8])?) {
        self.heartbeat = heartbeat
        lastProgress = loop.now
        if let heartbeat { loop.expect(deadline: loop.now + heartbeat.interval) }
    }

    /// A shutdown need not wait for what is being sent: it has no end.
    func endWithServer() {
        whenServerEnds { [weak self] in self?.assumeIsolated { $0.abort() } }
    }

    func setStallLimit(_ milliseconds: Int) { stallLimit = milliseconds }

    // MARK: Machinery

    var isStallable: Bool { pendingOutput > 0 || !writers.isEmpty }

    func nextOutputDeadline(_ now: Int) -> Int {
        if isStallable { return stallLimit == .max ? .max : lastProgress + stallLimit }
        guard let heartbeat else { return .max }
        if now - lastProgress >= heartbeat.interval { try? send(heartbeat.bytes()) }
        return lastProgress + heartbeat.interval
    }

    /// Sends what TLS has to say on the way out, if the kernel takes it at once; a peer can do without.
    func sayGoodbye() {
        guard let tls, pendingOutput == 0, !outputIsBroken else { return }
        tls.finish()
        let bytes = tls.takeOutput()
        _ = bytes.withUnsafeBytes { dx_transmit(descriptor, $0.baseAddress, $0.count) }
    }

    /// Bytes the kernel took; nil when it would block or the connection is gone.
    private func transmit(_ bytes: UnsafeRawBufferPointer) -> Int? {
        let sent = dx_transmit(descriptor, bytes.baseAddress, bytes.count)
        if sent >= 0 { return sent }
        if sent == Int(DX_FAILED) { breakOutput() }
        return nil
    }

    /// Nothing more can be sent. A client may still find the reason in its input, so only a served stream closes.
    func breakOutput() {
        outputIsBroken = true
        (queue, queueStart, pendingOutput) = ([], 0, 0)
        wakeWriters()
        if server != nil { abort() }
    }

    func flush() {
        writableCount &+= 1
        while queueStart < queue.count {
            guard let sent = queue[queueStart].withUnsafeBytes({ transmit($0) }) else { break }
            lastProgress = loop.now
            pendingOutput -= sent
            if sent < queue[queueStart].count {
                queue[queueStart] = queue[queueStart].dropFirst(sent)
                break
            }
            queue[queueStart] = []
            queueStart += 1
        }
        guard !isClosed else { return }
        if queueStart == queue.count {
            (queue, queueStart) = ([], 0)
            wantsOutput(false)
            // While something was queued its stall was what the loop looked for.
            if let heartbeat { loop.expect(deadline: loop.now + heartbeat.interval) }
        }
        if pendingOutput < Self.lowWater { wakeWriters() }
        if pendingOutput == 0, closesWhenDrained { close() }
    }

    func wakeWriters() {
        let waiting = writers
        writers = []
        for writer in waiting { writer.resume() }
    }

    private func untilDrained() async throws {
        await withUnsafeContinuation { waiting in
            if isClosed || outputIsBroken || Task.isCancelled || pendingOutput <= Self.highWater {
                waiting.resume()
            } else {
                park(waiting)
            }
        }
        try checkOutput()
    }

    private func untilWritable() async throws {
        let seen = writableCount
        wantsOutput(true)
        await withUnsafeContinuation { waiting in
            if isClosed || outputIsBroken || isMuted || Task.isCancelled || writableCount != seen {
                waiting.resume()
            } else {
                park(waiting)
            }
        }
        try checkOutput()
    }

    private func park(_ writer: UnsafeContinuation<Void, Never>) {
        writers.append(writer)
        if stallLimit != .max { loop.expect(deadline: loop.now + stallLimit) }
    }

    private func checkOutput() throws {
        guard !isClosed, !outputIsBroken else { throw StreamFault.closed }
        try Task.checkCancellation()
    }
}
