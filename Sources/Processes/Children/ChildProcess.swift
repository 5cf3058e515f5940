// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Synchronization

/// The kernel's side of a child: waits for its end by pidfd, and signals its group while that is surely its own.
final class ChildProcess: Sendable {
    static let usualGrace = Duration.seconds(5)

    private struct State {
        var status: ExitStatus?
        var watchers: [UInt64: @Sendable () -> Void] = [:]
        var lastKey: UInt64 = 0
        var isTerminating = false
        var alarm: Reactor.Alarm?
    }

    let processID: Int32
    private let descriptor: OwnedDescriptor
    /// Closing it makes the shim kill everything; nil without a shim.
    private let lifeline: OwnedDescriptor?
    private let state = Mutex(State())

    /// Takes over a child of this process that nobody else waits for.
    init(processID: Int32, descriptor: OwnedDescriptor, lifeline: OwnedDescriptor?) {
        self.processID = processID
        self.descriptor = descriptor
        self.lifeline = lifeline
        watch()
    }

    var status: ExitStatus? { state.withLock { $0.status } }

    /// Calls `handler` once the child has ended; at once when it has. The key is for ``forget(_:)``.
    @discardableResult
    func whenEnded(_ handler: @escaping @Sendable () -> Void) -> UInt64 {
        let (key, ended) = state.withLock { state in
            state.lastKey += 1
            if state.status == nil { state.watchers[state.lastKey] = handler }
            return (state.lastKey, state.status != nil)
        }
        if ended { handler() }
        return key
    }

    /// Takes a handler back that wasn't called: a child that speaks for hours is waited for many times.
    func forget(_ key: UInt64) {
        // Let go of outside the lock: the handler may hold what needs it to end.
        _ = state.withLock { $0.watchers.removeValue(forKey: key) }
    }

    func signal(_ number: Int32) {
        // Not collected yet means that the pid can't have become another process's.
        state.withLock { if $0.status == nil { _ = Glibc.kill(-processID, number) } }
    }

    func terminate(grace: Duration) {
        state.withLock { state in
            guard state.status == nil, !state.isTerminating else { return }
            state.isTerminating = true
            _ = Glibc.kill(-processID, SIGTERM)
            state.alarm = Reactor.shared.after(grace) { [self] in kill() }
        }
    }

    /// Kills the whole group. A shim gets five seconds to do it, as it also finds those who left the group.
    func kill() {
        state.withLock { state in
            guard state.status == nil else { return }
            state.isTerminating = true
            state.alarm?.cancel()
            state.alarm = nil
            if let lifeline, lifeline.number >= 0 {
                lifeline.close()
                state.alarm = Reactor.shared.after(.seconds(5)) { [self] in kill() }
            } else {
                _ = Glibc.kill(-processID, SIGKILL)
            }
        }
    }

    private func watch() {
        // The handler keeps this object until the child has ended: it is collected even when nobody waits. Where the
        // kernel has no room for a watch it is looked at now and then instead: nobody else would notice its end.
        if Reactor.shared.whenReadable(descriptor.number, { [self] in collect() }) == nil {
            _ = Reactor.shared.after(Gate.unwatchedPause) { [self] in collect() }
        }
    }

    private func collect() {
        let watchers = state.withLock { state -> [UInt64: @Sendable () -> Void]? in
            // Before collecting: a zombie still holds the group's number.
            if state.isTerminating { _ = Glibc.kill(-processID, SIGKILL) }
            var code: Int32 = 0
            var value: Int32 = 0
            let collected = clinux_pidfd_collect(descriptor.number, &code, &value)
            if collected == 0 { return nil }
            // A child that somebody else collected ended in a way we can't know; the least hopeful guess is kept.
            state.status = collected < 0 ? .signalled(SIGKILL) : code == CLD_EXITED ? .exited(value) : .signalled(value)
            state.alarm?.cancel()
            state.alarm = nil
            defer { state.watchers = [:] }
            return state.watchers
        }
        guard let watchers else { return watch() }
        descriptor.close()
        lifeline?.close()
        for watcher in watchers.values { watcher() }
    }
}
