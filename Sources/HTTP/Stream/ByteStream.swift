// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Primitives

/// A duplex connection, with or without TLS, that is read only when somebody asks and that holds back writers when the peer is slow.
///
/// The actor's executor is its event loop. While idle it buffers nothing. One task reads at a time; any number may
/// write, and a write's bytes stay together. A closed stream throws from every read and write.
package actor ByteStream: EventHandler {
    /// Output above this suspends writers…
    package static let highWater = 256 << 10
    /// …until it has drained below this.
    package static let lowWater = 64 << 10

    /// What happens when the peer hangs up while nobody is reading.
    enum HangupPolicy {
        /// The work in progress is for nobody: close the stream, which cancels its task. When the peer has only finished
        /// sending, after these milliseconds.
        case abort(Int)
        /// There may be input left to read.
        case keepInput
    }

    package nonisolated let loop: EventLoop
    package nonisolated let peer: Peer
    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    let descriptor: Int32
    /// What turns the socket's bytes into the stream's; nil when they are the same.
    private(set) var tls: TLSEngine?
    private let hangupPolicy: HangupPolicy
    private var token: UInt64?
    private var interest: Readiness = [.input, .peerFinished]
    private(set) var isMuted = false
    package private(set) var isClosed = false

    // Reading
    private var unread: [UInt8] = []
    private var unreadStart = 0
    private var inputIsReady = false
    private var peerHasFinished = false
    private var reader: UnsafeContinuation<Void, Never>?
    private var readDeadline = Int.max
    private var hangupDeadline = Int.max

    // Writing; the rest is in ByteStream+Output.swift
    var queue: [ArraySlice<UInt8>] = []
    var queueStart = 0
    /// Bytes accepted and not yet taken by the kernel.
    package internal(set) var pendingOutput = 0
    var writers: [UnsafeContinuation<Void, Never>] = []
    /// Counts the times the socket was found writable.
    var writableCount = 0
    var outputIsBroken = false
    var closesWhenDrained = false
    /// When the peer last took something, or began to owe it; on the loop's clock.
    package internal(set) var lastProgress = 0
    /// How long the peer may take nothing of what is queued.
    var stallLimit = Int.max
    var heartbeat: (interval: Int, bytes: @Sendable () -> [UInt8])?

    // Owner
    private var task: Task<Void, Never>?
    private var closeActions: [@Sendable () -> Void] = []
    /// The server this stream belongs to, for its shutdown.
    var server: ServerState?
    /// How a server's shutdown reaches who has taken the stream over; it is closed soon after.
    var shutdownAction: (@Sendable () -> Void)?
    /// Waiting for the first byte of a request: closing now loses nothing.
    var isIdle = false

    init(loop: EventLoop, descriptor: Int32, peer: Peer, hangupPolicy: HangupPolicy) {
        self.loop = loop
        self.descriptor = descriptor
        self.peer = peer
        self.hangupPolicy = hangupPolicy
    }

    /// Puts TLS between the socket and everybody else, or takes it away.
    func setTLS(_ engine: TLSEngine?) { tls = isClosed ? nil : engine }

    /// Starts watching the socket. Called once, on the loop.
    func open() { token = loop.add(self, descriptor: descriptor, interest: interest) }

    /// The task to cancel when the peer goes away.
    func setTask(_ task: Task<Void, Never>?) { self.task = task }

    /// Called when the server begins to end, at once when it has; perhaps twice. Until the response is over.
    package func whenServerEnds(_ action: @escaping @Sendable () -> Void) {
        shutdownAction = action
        if server?.isDraining == true { action() }
    }

    /// Called once when the stream closes; at once when it has.
    package func whenClosed(_ action: @escaping @Sendable () -> Void) {
        if isClosed { action() } else { closeActions.append(action) }
    }

    // MARK: Events

    nonisolated func ready(_ events: Readiness) { assumeIsolated { $0.handle(events) } }

    private func handle(_ events: Readiness) {
        guard !isClosed else { return }
        let gone = !events.isDisjoint(with: [.hangup, .failure])
        if events.contains(.output) || (gone && !writers.isEmpty) { flush() }
        guard !isClosed, !events.isDisjoint(with: [.input, .peerFinished, .hangup, .failure]) else { return }
        if let waiting = reader {
            reader = nil
            // On a loop that stood still its deadline may have passed as well: what has come counts.
            inputIsReady = true
            waiting.resume()
        } else if gone, case .abort = hangupPolicy {
            abort()
        } else {
            inputIsReady = true
            if gone { mute() }
            if events.contains(.peerFinished), case .abort(let grace) = hangupPolicy, !peerHasFinished {
                hangupDeadline = loop.now + grace
                loop.expect(deadline: hangupDeadline)
            }
            peerHasFinished = peerHasFinished || events.contains(.peerFinished)
            setInterest(interest.subtracting([.input, .peerFinished]))
        }
    }

    /// A hang-up can't be masked, so its events are ended; from here every call on the socket returns at once.
    private func mute() {
        guard let token, !isMuted else { return }
        isMuted = true
        loop.mute(token)
    }

    nonisolated func sweep(now: Int) -> Int { assumeIsolated { $0.checkDeadlines(now) } }

    private func checkDeadlines(_ now: Int) -> Int {
        if now >= hangupDeadline || (isStallable && now - lastProgress >= stallLimit) {
            abort()
            return .max
        }
        if now >= readDeadline, let waiting = reader {
            reader = nil
            waiting.resume()
        }
        return min(readDeadline > now ? readDeadline : .max, hangupDeadline, nextOutputDeadline(now))
    }

    func setInterest(_ wanted: Readiness) {
        guard wanted != interest, let token, !isClosed, !isMuted else { return }
        interest = wanted
        loop.modify(token, interest: wanted)
    }

    func wantsOutput(_ wanted: Bool) {
        setInterest(wanted ? interest.union(.output) : interest.subtracting(.output))
    }

    // MARK: Reading

    /// Bytes have been read from the socket that no parser has taken yet.
    var hasUnread: Bool { unreadStart < unread.count }

    /// Something arrived, perhaps the end, since the last read: the stream, which was idle, is of no further use.
    ///
    /// What TLS says to itself does not count, so it has to be read to tell.
    func hasInput() -> Bool {
        guard tls != nil, !hasUnread, inputIsReady, !isMuted, !isClosed else { return hasUnread || hasArrived }
        resumeInput()
        return (try? receive())?.isEmpty != true
    }

    /// Hands the next bytes to `consume`, which returns how many it took; false at the end of input.
    ///
    /// The buffer is borrowed from the loop and must not outlive the call. Bytes not taken are handed out first next
    /// time. Throws `StreamFault`, what `consume` throws, or `CancellationError`.
    func fill(
        within limit: Int = .max, _ consume: (UnsafeRawBufferPointer) throws -> Int
    ) async throws -> Bool {
        if hasUnread {
            let bytes = unread
            let used = try bytes.withUnsafeBytes { try consume(UnsafeRawBufferPointer(rebasing: $0[unreadStart...])) }
            unreadStart += used
            if !hasUnread { (unread, unreadStart) = ([], 0) }
            return true
        }
        let deadline = limit == .max ? .max : loop.now + limit
        while true {
            // Written out and not a call of `untilInput`: most connections are idle and stand here, where each
            // nested call costs them memory.
            if try mustWait() {
                await withUnsafeContinuation { park($0, by: deadline) }
                try wasWoken(by: deadline)
            }
            guard let bytes = try receive() else { return false }
            guard !bytes.isEmpty else { continue }
            let used = try consume(bytes)
            if used < bytes.count { keepUnread(bytes[used...]) }
            return true
        }
    }

    /// What is left for the next read.
    func keepUnread(_ bytes: Slice<UnsafeRawBufferPointer>) { (unread, unreadStart) = (Array(bytes), 0) }

    /// Waits until ``receive()`` can say something. It is to be called at once: the loop's buffers are everybody's.
    func untilInput(by deadline: Int) async throws {
        guard try mustWait() else { return }
        await withUnsafeContinuation { park($0, by: deadline) }
        try wasWoken(by: deadline)
    }

    /// What a read of the socket brings: nil at the end of input, nothing when it was for TLS alone.
    func receive() throws -> UnsafeRawBufferPointer? {
        guard !isClosed else { throw StreamFault.closed }
        if tls?.peerHasFinished == true { return nil }
        let count = dx_receive(descriptor, loop.readBuffer.baseAddress, loop.readBuffer.count)
        switch Int32(truncatingIfNeeded: count) {
        case DX_WOULD_BLOCK where !isMuted: return UnsafeRawBufferPointer(start: nil, count: 0)
        // The end of the socket is not the peer's word under TLS: anybody between the two could have cut it.
        case 0 where tls == nil: return nil
        case 0, DX_WOULD_BLOCK, DX_FAILED:
            abort()
            throw StreamFault.closed
        default: return try plaintext(of: UnsafeRawBufferPointer(rebasing: loop.readBuffer[..<count]))
        }
    }

    private func mustWait() throws -> Bool {
        if tls?.peerHasFinished == true { return false }
        guard !isClosed else { throw StreamFault.closed }
        guard !hasArrived else {
            resumeInput()
            return false
        }
        precondition(reader == nil, "a stream has one reader")
        return true
    }

    /// The conditions are tested here, because the task may hop before: what came earlier than the reader would wake
    /// nobody.
    private func park(_ waiting: UnsafeContinuation<Void, Never>, by deadline: Int) {
        if isClosed || Task.isCancelled || hasArrived || loop.now >= deadline {
            waiting.resume()
        } else {
            (reader, readDeadline) = (waiting, deadline)
            loop.expect(deadline: deadline)
        }
    }

    private func wasWoken(by deadline: Int) throws {
        readDeadline = .max
        guard !isClosed else { throw StreamFault.closed }
        try Task.checkCancellation()
        if hasArrived {
            resumeInput()
        } else if loop.now >= deadline {
            throw StreamFault.timedOut
        }
    }

    /// A read can say more at once. After a hang-up every read can, up to the end: no further event will tell of it.
    private var hasArrived: Bool { inputIsReady || isMuted }

    private func resumeInput() {
        inputIsReady = false
        hangupDeadline = .max
        setInterest(interest.union(peerHasFinished ? .input : [.input, .peerFinished]))
    }

    // MARK: Closing

    /// Closes once everything written has been taken by the kernel.
    package func finish() {
        if pendingOutput == 0 { close() } else { closesWhenDrained = true }
    }

    /// Closes now and cancels the task that serves the stream.
    ///
    /// Under TLS nothing says goodbye: what has come to an early end must not look whole.
    package func abort() {
        guard !isClosed else { return }
        let serving = task
        tls = nil
        close()
        serving?.cancel()
    }

    func close() {
        guard !isClosed else { return }
        sayGoodbye()
        isClosed = true
        tls = nil
        if let token { loop.closeDescriptor(token) }
        (queue, queueStart, pendingOutput) = ([], 0, 0)
        (unread, unreadStart) = ([], 0)
        reader?.resume()
        reader = nil
        wakeWriters()
        task = nil
        shutdownAction = nil
        let actions = closeActions
        closeActions = []
        for action in actions { action() }
    }
}
