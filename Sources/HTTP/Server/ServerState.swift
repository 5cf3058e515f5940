// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// What all connections of one server share.
final class ServerState: Sendable {
    /// ``HTTPLimits``' times in milliseconds.
    struct Times: Sendable {
        let head: Int
        let body: Int
        let idle: Int
        let write: Int
        let halfClosed: Int
    }

    private struct Population {
        var count = 0
        var whenEmpty: [@Sendable () -> Void] = []
    }

    let limits: HTTPLimits
    let times: Times
    let handler: HTTPHandler
    let placement: HandlerPlacement
    let compression: CompressionPolicy?
    let admission: Admission?
    let whenRefused: (@Sendable (RefusedRequest) -> HTTPHeaders)?
    let logger: Logger
    private let draining = Atomic<Bool>(false)
    private let population = Mutex(Population())

    init(
        configuration: HTTPServerConfiguration, logger: Logger, time: TimeSource, handler: @escaping HTTPHandler
    ) {
        limits = configuration.limits
        times = Times(
            head: limits.headTime.wholeMilliseconds, body: limits.bodyTime.wholeMilliseconds,
            idle: limits.idleTime.wholeMilliseconds, write: limits.writeTime.wholeMilliseconds,
            halfClosed: limits.halfClosedTime.wholeMilliseconds)
        placement = configuration.placement
        compression = configuration.compression
        admission = configuration.admission.map { Admission($0, time: time) }
        whenRefused = configuration.whenRefused
        self.logger = logger
        self.handler = handler
    }

    /// No request that arrives from now on is served, and every response in flight says `Connection: close`.
    func drain() { draining.store(true, ordering: .relaxed) }
    var isDraining: Bool { draining.load(ordering: .relaxed) }

    var connectionCount: Int { population.withLock { $0.count } }
    var isFull: Bool { connectionCount >= limits.connections }

    /// Takes over an accepted socket, with TLS when there are certificates. On the loop that shall serve it.
    func admit(
        _ descriptor: Int32, peer: Peer, isProxied: Bool, certificates: TLSCertificates?, on loop: EventLoop
    ) {
        population.withLock { $0.count += 1 }
        let stream = ByteStream(loop: loop, descriptor: descriptor, peer: peer, hangupPolicy: .abort(times.halfClosed))
        stream.assumeIsolated { stream in
            stream.server = self
            stream.setStallLimit(times.write)
            stream.open()
        }
        // Owned by the stream, which cancels it when the peer goes away; `untilEmpty` waits for its end.
        // Only the stream knows it, and cancels it when it has closed, which ends every read and write.
        let task = Task.immediate(executorPreference: loop) { [self] in
            await ServerConnection(server: self, peer: peer, isProxied: isProxied)
                .serve(with: certificates, on: stream)
        }
        // It waits for its first byte, since nobody has looked for one yet.
        stream.assumeIsolated { stream in
            if !stream.isClosed { stream.setTask(task) }
        }
    }

    /// A connection has ended.
    func leave() {
        let actions = population.withLock { population in
            population.count -= 1
            guard population.count == 0 else { return [@Sendable () -> Void]() }
            defer { population.whenEmpty = [] }
            return population.whenEmpty
        }
        for action in actions { action() }
    }

    /// Waits for the last connection; false when the time passes first. Not ended by cancellation: it is the shutdown.
    func untilEmpty(within milliseconds: Int, on loop: EventLoop) async -> Bool {
        await withCheckedContinuation { waiting in
            let answer = OnceAnswer(waiting)
            let isEmpty = population.withLock { population in
                if population.count > 0 { population.whenEmpty.append { answer.give(true) } }
                return population.count == 0
            }
            if isEmpty { answer.give(true) } else { loop.schedule(after: milliseconds) { answer.give(false) } }
        }
    }
}

/// Resumes a continuation with the first of several answers.
private final class OnceAnswer: Sendable {
    private let waiting: Mutex<CheckedContinuation<Bool, Never>?>

    init(_ waiting: CheckedContinuation<Bool, Never>) { self.waiting = Mutex(waiting) }

    func give(_ answer: Bool) {
        waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }?.resume(returning: answer)
    }
}
