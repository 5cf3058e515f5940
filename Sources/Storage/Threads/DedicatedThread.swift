// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

/// A thread of our own, for work that blocks and so must not sit on the cooperative pool.
package struct DedicatedThread: Sendable {
    private let end: Latch

    /// Starts a thread that runs `body` once; `name` (at most 15 bytes are kept) shows in `top -H` and debuggers.
    ///
    /// Throws `thread_unavailable` when the system allows no more threads.
    package init(name: String, _ body: @escaping @Sendable () -> Void) throws {
        let end = Latch()
        self.end = end
        let start = Unmanaged.passRetained(
            Start {
                clinux_name_this_thread(String(name.prefix(15)))
                body()
                end.open()
            })
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, start.toOpaque())
        guard status == 0 else {
            start.release()
            throw Failure(
                .threadUnavailable, "can't start the thread '\(name)': \(String(cString: strerror(status)))",
                hint: "raise the limit on processes (ulimit -u) or the memory that is free")
        }
        pthread_detach(thread)
    }

    /// Suspends until the thread's body has returned.
    package func finished() async { await end.wait() }

    private final class Start {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
