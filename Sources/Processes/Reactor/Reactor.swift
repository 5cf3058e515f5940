// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives
import Synchronization

/// One thread that waits for every pipe, process and deadline of this room.
///
/// What it is given to call runs once, on the reactor's thread: it must be short and must not block.
final class Reactor: Sendable {
    /// A registered wish to know when a descriptor is readable.
    struct Watch: Sendable, Hashable {
        fileprivate let key: UInt64
    }

    /// A pending call of ``after(_:_:)``.
    struct Alarm: Sendable, Hashable {
        fileprivate let key: UInt64

        /// Takes the call back unless it was made already.
        func cancel() {
            // Let go of outside the lock: a call may hold the last reference to what comes back here when it goes.
            _ = Reactor.shared.state.withLock { $0.alarms.removeValue(forKey: key) }
        }
    }

    private struct State {
        /// 0 is the wake-up descriptor's.
        var lastKey: UInt64 = 0
        var watches: [UInt64: (descriptor: Int32, run: @Sendable () -> Void)] = [:]
        /// Few at a time: a linear search for the next is cheaper than an order.
        var alarms: [UInt64: (deadline: Duration, run: @Sendable () -> Void)] = [:]
    }

    static let shared = Reactor(time: .system)

    private let time: TimeSource
    private let epoll: Int32
    private let wakeUp: Int32
    private let state = Mutex(State())

    private init(time: TimeSource) {
        self.time = time
        epoll = clinux_watch_create()
        wakeUp = clinux_event()
        let isWatched = epoll >= 0 && wakeUp >= 0 && clinux_watch_add(epoll, wakeUp, 0, false) == 0
        precondition(isWatched, "the kernel has no descriptor left for watching children")
        var thread = pthread_t()
        let context = Unmanaged.passUnretained(self).toOpaque()
        let failed = pthread_create(&thread, nil, { Reactor.run($0) }, context)
        precondition(failed == 0, "the kernel has no thread left for watching children")
        pthread_detach(thread)
    }

    /// Calls `handler` once when the descriptor is readable or its other end has gone. A descriptor has one watch at a
    /// time and stays open until that fired or was cancelled; nil when the kernel refuses.
    func whenReadable(_ descriptor: Int32, _ handler: @escaping @Sendable () -> Void) -> Watch? {
        state.withLock { state in
            state.lastKey += 1
            // Under the lock, as every change of the epoll set: a number that was closed elsewhere may be another's.
            guard clinux_watch_add(epoll, descriptor, state.lastKey, true) == 0 else { return nil }
            state.watches[state.lastKey] = (descriptor, handler)
            return Watch(key: state.lastKey)
        }
    }

    /// Forgets a watch; true when it hadn't fired, and now never will.
    @discardableResult
    func cancel(_ watch: Watch) -> Bool { take(watch.key) != nil }

    /// Calls `handler` after the given time unless the alarm is cancelled before. Needs no descriptor: it must work
    /// when there are none left.
    func after(_ duration: Duration, _ handler: @escaping @Sendable () -> Void) -> Alarm {
        let alarm = state.withLock { state in
            state.lastKey += 1
            state.alarms[state.lastKey] = (time.uptime() + duration, handler)
            return Alarm(key: state.lastKey)
        }
        clinux_event_signal(wakeUp)
        return alarm
    }

    private static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        let reactor = Unmanaged<Reactor>.fromOpaque(context).takeUnretainedValue()
        var keys = [UInt64](repeating: 0, count: 64)
        while true {
            let count = clinux_watch_wait(reactor.epoll, &keys, 64, reactor.ring())
            for index in 0..<max(0, Int(count)) {
                if keys[index] == 0 { clinux_event_clear(reactor.wakeUp) } else { reactor.take(keys[index])?() }
            }
        }
    }

    /// Makes the calls that are due; returns the milliseconds until the next, -1 for never.
    private func ring() -> Int32 {
        let now = time.uptime()
        let (due, next) = state.withLock { state in
            let due = state.alarms.filter { $0.value.deadline <= now }
            for key in due.keys { state.alarms[key] = nil }
            return (due, state.alarms.values.map(\.deadline).min())
        }
        for alarm in due.values { alarm.run() }
        // A call may have set another alarm: its signal is then waiting.
        guard let next else { return -1 }
        return Int32(clamping: (next - now).wholeMilliseconds + 1)
    }

    private func take(_ key: UInt64) -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard let watch = state.watches.removeValue(forKey: key) else { return nil }
            _ = clinux_watch_remove(epoll, watch.descriptor)
            return watch.run
        }
    }
}
