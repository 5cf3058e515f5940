// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Synchronization

/// One thread that waits for every pipe, process and timer of this room.
///
/// A watch fires once, on the reactor's thread: what it runs must be short and must not block.
final class Reactor: Sendable {
    /// A registered wish to know when a descriptor is readable.
    struct Watch: Sendable, Hashable {
        fileprivate let key: UInt64
    }

    private struct State {
        var lastKey: UInt64 = 0
        var handlers: [UInt64: (descriptor: Int32, run: @Sendable () -> Void)] = [:]
    }

    static let shared = Reactor()

    private let epoll: Int32
    private let state = Mutex(State())

    private init() {
        epoll = clinux_watch_create()
        precondition(epoll >= 0, "the kernel has no epoll descriptor left")
        var thread = pthread_t()
        let context = Unmanaged.passUnretained(self).toOpaque()
        let failed = pthread_create(&thread, nil, { Reactor.run($0) }, context)
        precondition(failed == 0, "the kernel has no thread left")
        pthread_detach(thread)
    }

    /// Calls `handler` once when the descriptor is readable or its other end has gone. A descriptor has one watch at a
    /// time and stays open until that fired or was cancelled; nil when the kernel refuses.
    func whenReadable(_ descriptor: Int32, _ handler: @escaping @Sendable () -> Void) -> Watch? {
        state.withLock { state in
            state.lastKey += 1
            // Under the lock, as every change of the epoll set: a number that was closed elsewhere may be another's.
            guard clinux_watch_add(epoll, descriptor, state.lastKey, true) == 0 else { return nil }
            state.handlers[state.lastKey] = (descriptor, handler)
            return Watch(key: state.lastKey)
        }
    }

    /// Forgets a watch; true when it hadn't fired, and now never will.
    @discardableResult
    func cancel(_ watch: Watch) -> Bool {
        take(watch.key) != nil
    }

    /// Calls `handler` after the given time unless the alarm is cancelled before.
    func after(_ duration: Duration, _ handler: @escaping @Sendable () -> Void) -> Alarm {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = min(max(seconds, 0), 1 << 32) * 1_000_000_000 + max(attoseconds, 0) / 1_000_000_000
        let timer = OwnedDescriptor(clinux_timer(nanoseconds))
        let watch = whenReadable(timer.number) { [timer] in
            timer.close()
            handler()
        }
        return Alarm(timer: timer, watch: watch)
    }

    /// A pending call of ``after(_:_:)``.
    struct Alarm: Sendable {
        fileprivate let timer: OwnedDescriptor
        fileprivate let watch: Watch?

        func cancel() {
            if let watch, Reactor.shared.cancel(watch) { timer.close() }
        }
    }

    private static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        let reactor = Unmanaged<Reactor>.fromOpaque(context).takeUnretainedValue()
        var keys = [UInt64](repeating: 0, count: 64)
        while true {
            let count = clinux_watch_wait(reactor.epoll, &keys, 64, -1)
            for index in 0..<max(0, Int(count)) { reactor.fire(keys[index]) }
        }
    }

    private func fire(_ key: UInt64) {
        take(key)?()
    }

    private func take(_ key: UInt64) -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard let handler = state.handlers.removeValue(forKey: key) else { return nil }
            _ = clinux_watch_remove(epoll, handler.descriptor)
            return handler.run
        }
    }
}
