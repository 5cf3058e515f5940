// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives
import Synchronization

/// One thread around one epoll: the serial executor of its streams and the preferred executor of their tasks.
///
/// A handler that never leaves the loop costs no thread switch. Loops are shared by all servers and clients of the
/// process and live as long as it does, so a late job of a closed connection still finds its executor.
// Unchecked: everything below "confined to the thread" is only touched on the loop's own thread, which `inLoop`
// checks; the rest is immutable or synchronises itself.
package final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    private struct Slot {
        var generation: UInt32 = 0
        var handler: (any EventHandler)?
    }

    private let time: TimeSource
    private let queue = JobQueue()
    private let epoll = dx_epoll_create()
    private let wakeup = dx_eventfd()
    private static let wakeupToken = UInt64.max

    // Confined to the thread.
    private var local: [UnownedJob] = []
    private var running: [UnownedJob] = []
    private var slots: [Slot] = []
    private var timers: [(due: Int, action: @Sendable () -> Void)] = []
    private var nextSweep = Int.max
    /// Where every read of the loop lands before its stream's parser sees it.
    let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 64)
    /// Where TLS puts the plaintext of what was read: a whole read, and two records of which earlier reads had parts.
    let plainBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 160 << 10, alignment: 64)
    /// Monotonic milliseconds, refreshed at every wake-up.
    package private(set) var now = 0
    /// The `Date` header field line of this second.
    private(set) var dateLine: [UInt8] = []
    private var dateSecond: Int64 = -1
    /// How late the loop runs.
    package let lag = LoopLag()
    private var turnBegan = Duration.zero

    private init(time: TimeSource) {
        self.time = time
        precondition(epoll >= 0 && wakeup >= 0, "no descriptors left for an event loop")
        dx_epoll_add(epoll, wakeup, Readiness.input.rawValue, Self.wakeupToken)
        tick()
    }

    deinit {
        readBuffer.deallocate()
        plainBuffer.deallocate()
    }

    // MARK: The process's loops

    private static let started = Mutex<[EventLoop]>([])

    /// The first loops of the process, started when first asked for.
    package static func shared(count: Int) -> [EventLoop] {
        started.withLock { loops in
            while loops.count < count {
                let loop = EventLoop(time: .system)
                loop.start()
                loops.append(loop)
            }
            return Array(loops.prefix(count))
        }
    }

    /// The loop that clients use unless given another.
    package static let first: EventLoop = shared(count: 1)[0]

    private func start() {
        // Signals are for the main thread; a blocked SIGPIPE also keeps sendfile from ending the process.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let loop = Unmanaged.passRetained(self).toOpaque()
        let outcome = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, loop)
        precondition(outcome == 0, "no thread for an event loop")
        pthread_detach(thread)
    }

    // MARK: Executor

    private var identity: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
    var inLoop: Bool { dx_current_loop() == identity }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if inLoop {
            local.append(job)
        } else if queue.add(job) {
            dx_eventfd_signal(wakeup)
        }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
    package func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }
    package func checkIsolated() { precondition(inLoop, "not on the event loop") }
    package func isIsolatingCurrentContext() -> Bool? { inLoop }

    /// Runs a function on the loop's thread, soon.
    package func execute(_ function: @escaping @Sendable () -> Void) {
        if queue.add(function) { dx_eventfd_signal(wakeup) }
    }

    /// Runs a function on the loop's thread after the given milliseconds.
    func schedule(after milliseconds: Int, _ action: @escaping @Sendable () -> Void) {
        execute { [self] in
            let due = now + milliseconds
            timers.append((due, action))
            expect(deadline: due)
        }
    }

    // MARK: Descriptors, on the loop only

    /// Watches a descriptor; the token names it in later calls.
    func add(_ handler: any EventHandler, descriptor: Int32, interest: Readiness) -> UInt64 {
        while slots.count <= Int(descriptor) { slots.append(Slot()) }
        slots[Int(descriptor)].handler = handler
        let token = UInt64(slots[Int(descriptor)].generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
        dx_epoll_add(epoll, descriptor, interest.rawValue, token)
        return token
    }

    func modify(_ token: UInt64, interest: Readiness) {
        dx_epoll_modify(epoll, Self.descriptor(token), interest.rawValue, token)
    }

    /// Stops the events of a descriptor whose hang-up can't be masked; its deadlines still run.
    func mute(_ token: UInt64) { dx_epoll_remove(epoll, Self.descriptor(token)) }

    /// Forgets a descriptor and closes it. Events already fetched for it are recognised by their generation.
    func closeDescriptor(_ token: UInt64) {
        let descriptor = Self.descriptor(token)
        dx_epoll_remove(epoll, descriptor)
        close(descriptor)
        slots[Int(descriptor)].handler = nil
        slots[Int(descriptor)].generation &+= 1
    }

    /// Promises a sweep no later than shortly after the deadline.
    func expect(deadline: Int) {
        if deadline < nextSweep { nextSweep = deadline }
    }

    func forEachStream(_ body: (ByteStream) -> Void) {
        for slot in slots {
            if let stream = slot.handler as? ByteStream { body(stream) }
        }
    }

    private static func descriptor(_ token: UInt64) -> Int32 { Int32(truncatingIfNeeded: token) }

    // MARK: The thread

    private func run() {
        dx_set_current_loop(identity)
        let events = UnsafeMutablePointer<dx_event>.allocate(capacity: 512)
        defer { events.deallocate() }
        while true {
            runJobs()
            noteTurn()
            let count = dx_epoll_wait(epoll, events, 512, local.isEmpty ? untilNextSweep : 0)
            tick()
            for index in 0..<Int(count) { dispatch(events[index]) }
            if now >= nextSweep { sweep() }
        }
    }

    private func runJobs() {
        swap(&local, &running)
        var functions: [@Sendable () -> Void] = []
        queue.take(jobs: &running, functions: &functions)
        let serial = asUnownedSerialExecutor()
        let preferred = asUnownedTaskExecutor()
        for job in running { job.runSynchronously(isolatedTo: serial, taskExecutor: preferred) }
        running.removeAll(keepingCapacity: true)
        for function in functions { function() }
    }

    private func dispatch(_ event: dx_event) {
        guard event.token != Self.wakeupToken else {
            dx_eventfd_drain(wakeup)
            return
        }
        let slot = slots[Int(Self.descriptor(event.token))]
        guard slot.generation == UInt32(event.token >> 32) else { return }
        slot.handler?.ready(Readiness(rawValue: event.events))
    }

    private var untilNextSweep: Int32 {
        nextSweep == .max ? -1 : Int32(clamping: max(0, nextSweep - now) + 1)
    }

    /// Visits every descriptor: a few nanoseconds each, and at most fifty times a second.
    private func sweep() {
        var next = Int.max
        for slot in slots {
            if let handler = slot.handler { next = min(next, handler.sweep(now: now)) }
        }
        let due = timers.filter { $0.due <= now }
        timers.removeAll { $0.due <= now }
        for timer in timers { next = min(next, timer.due) }
        nextSweep = next == .max ? .max : max(next, now + 20)
        for timer in due { timer.action() }
    }

    private func noteTurn() {
        let turn = (time.uptime() - turnBegan).components
        lag.note(microseconds: Int(turn.seconds) * 1_000_000 + Int(turn.attoseconds / 1_000_000_000_000))
    }

    private func tick() {
        turnBegan = time.uptime()
        now = turnBegan.wholeMilliseconds
        let second = time.now().millisecondsSinceEpoch / 1000
        guard second != dateSecond else { return }
        dateSecond = second
        dateLine = Array("Date: \(HTTPDate.text(second))\r\n".utf8)
    }
}
