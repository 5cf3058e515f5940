// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
package import Primitives
import Synchronization

/// An HTTP/1.1 server over unix sockets, TCP and TLS.
///
/// Cancelling the task of ``run()`` is the shutdown: after the notice no new connections, idle ones closed, requests in
/// flight finished within the grace limit and aborted beyond it.
package final class HTTPServer: Sendable {
    private let configuration: HTTPServerConfiguration
    private let state: ServerState
    private let sockets = Mutex<[ListeningSocket]>([])

    package init(
        configuration: HTTPServerConfiguration, logger: Logger = .silent, time: TimeSource = .system,
        handler: @escaping HTTPHandler
    ) {
        self.configuration = configuration
        state = ServerState(configuration: configuration, logger: logger, time: time, handler: handler)
    }

    /// Claims every address and gives them as bound, in order. Connections queue in the kernel until ``run()``.
    ///
    /// Throws `address_in_use`, `socket_path_too_long`, `invalid_argument` or the system's reason, and then holds none.
    @discardableResult
    package func bind() throws -> [HTTPEndpoint] {
        try sockets.withLock { sockets in
            guard !configuration.proxied.contains(where: \.isSecure) else {
                throw Failure(
                    .invalidArgument, "a listener with TLS can't take PROXY headers",
                    hint: "let the proxy end TLS, or pass connections through without the header")
            }
            if sockets.isEmpty { sockets = try configuration.listeners.map(ListeningSocket.init) }
            return sockets.map(\.endpoint)
        }
    }

    /// Serves until the task is cancelled, then shuts down gracefully and returns. Binds when ``bind()`` did not.
    package func run() async throws {
        try bind()
        let loops = EventLoop.shared(count: max(1, configuration.threads))
        let acceptors = sockets.withLock { sockets in
            sockets.enumerated().map { index, socket in
                Acceptor(
                    socket, loop: loops[index % loops.count], targets: loops, server: state,
                    isProxied: configuration.proxied.contains(configuration.listeners[index]))
            }
        }
        for acceptor in acceptors { acceptor.start() }
        await untilCancelled()
        configuration.whenEnding?()
        await pass(configuration.notice.wholeMilliseconds, on: loops[0])
        state.drain()
        for acceptor in acceptors { await acceptor.stop() }
        sockets.withLock { $0 = [] }
        for loop in loops { closeStreams(on: loop, onlyIdle: true) }
        let grace = configuration.grace.wholeMilliseconds
        guard await !state.untilEmpty(within: grace, on: loops[0]) else { return }
        for loop in loops { closeStreams(on: loop, onlyIdle: false) }
        // A handler that ignores its cancellation must not hold up the shutdown for ever.
        if await !state.untilEmpty(within: 1000, on: loops[0]) {
            state.logger.warning("handlers ignore the shutdown", ("connections", String(state.connectionCount)))
        }
    }

    /// How many connections are open.
    package var connectionCount: Int { state.connectionCount }

    private func untilCancelled() async {
        let (never, _) = AsyncStream<Never>.makeStream()
        for await _ in never {}
    }

    /// Lets time pass, in a task that is cancelled already.
    private func pass(_ milliseconds: Int, on loop: EventLoop) async {
        guard milliseconds > 0 else { return }
        await withCheckedContinuation { waiting in loop.schedule(after: milliseconds) { waiting.resume() } }
    }

    private func closeStreams(on loop: EventLoop, onlyIdle: Bool) {
        loop.execute { [state] in
            loop.forEachStream { stream in
                stream.assumeIsolated { stream in
                    guard stream.server === state else { return }
                    if onlyIdle, let action = stream.shutdownAction {
                        action()
                    } else if !onlyIdle || stream.isIdle {
                        stream.abort()
                    }
                }
            }
        }
    }
}
