// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Primitives

/// Accepts connections of one socket on one loop and deals them out to all loops in turn.
///
/// One listening socket and not one per loop (SO_REUSEPORT): dealing keeps the loops even, a closed listener loses no
/// queued connection, and a second server of the same user is told that the address is in use.
// Unchecked: everything mutable is only touched on `loop`.
final class Acceptor: EventHandler, @unchecked Sendable {
    /// How long accepting rests after descriptors ran out.
    private static let restMilliseconds = 100
    /// A shortage that lasts is told this often.
    private static let warningInterval = 10_000

    private let socket: ListeningSocket
    private let loop: EventLoop
    private let targets: [EventLoop]
    private let server: ServerState
    private let isProxied: Bool
    private var token: UInt64?
    private var turn = 0
    private var rests = false
    private var nextWarning = 0

    init(_ socket: ListeningSocket, loop: EventLoop, targets: [EventLoop], server: ServerState, isProxied: Bool) {
        self.socket = socket
        self.loop = loop
        self.targets = targets
        self.server = server
        self.isProxied = isProxied
    }

    func start() {
        loop.execute { [self] in token = loop.add(self, descriptor: socket.descriptor, interest: .input) }
    }

    /// Serves what the kernel had accepted already, then closes the socket.
    func stop() async {
        await withCheckedContinuation { waiting in
            loop.execute { [self] in
                acceptWaiting()
                if let token { loop.closeDescriptor(token) }
                token = nil
                socket.wasClosed()
                waiting.resume()
            }
        }
    }

    func ready(_ events: Readiness) { acceptWaiting() }

    func sweep(now: Int) -> Int { .max }

    private func acceptWaiting() {
        // Bounded, so that a flood of connections leaves the loop time for those it has.
        for _ in 0..<64 {
            guard !server.isFull else { return rest("all connections are taken") }
            let descriptor = dx_accept(socket.descriptor)
            if descriptor == DX_EXHAUSTED { return rest("no descriptors left") }
            guard descriptor >= 0 else { return }
            if socket.isUnix {
                deal(descriptor, .unix(descriptor: descriptor))
            } else {
                dx_no_delay(descriptor)
                deal(descriptor, .tcp(descriptor: descriptor))
            }
        }
    }

    private func deal(_ descriptor: Int32, _ peer: Peer) {
        let target = targets[turn % targets.count]
        turn += 1
        if target === loop {
            server.admit(descriptor, peer: peer, isProxied: isProxied, certificates: socket.certificates, on: target)
        } else {
            target.execute { [server, socket, isProxied] in
                server.admit(
                    descriptor, peer: peer, isProxied: isProxied, certificates: socket.certificates, on: target)
            }
        }
    }

    /// Leaves connections in the kernel's queue for a while: the listener would report itself ready without end.
    private func rest(_ reason: String) {
        guard let token, !rests else { return }
        rests = true
        loop.modify(token, interest: [])
        if loop.now >= nextWarning {
            nextWarning = loop.now + Self.warningInterval
            server.logger.warning("accepting rests", ("reason", reason))
        }
        loop.schedule(after: Self.restMilliseconds) { [self] in
            rests = false
            guard let token = self.token else { return }
            loop.modify(token, interest: .input)
        }
    }
}
