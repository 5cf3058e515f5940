// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Sends the same messages to any number of WebSockets: each is encoded once, and nobody is waited for.
///
/// A peer that is too far behind is dropped; it can connect again and ask for what it missed.
package final class Broadcast: Sendable {
    /// The members of one loop, touched only there.
    // Unchecked: confined to the loop.
    private final class Lane: @unchecked Sendable {
        let loop: EventLoop
        var members: [ObjectIdentifier: WebSocket] = [:]

        init(loop: EventLoop) { self.loop = loop }
    }

    private let backlogBytes: Int
    private let lanes = Mutex<[Lane]>([])
    private let deflating = Atomic<Bool>(false)

    /// - backlogBytes: how much a peer may have left to take before it is dropped.
    package init(backlogBytes: Int = 4 << 20) { self.backlogBytes = backlogBytes }

    /// From here on the WebSocket gets every message, until it closes. For servers' WebSockets.
    package func subscribe(_ socket: WebSocket) async {
        if socket.deflater != nil { deflating.store(true, ordering: .relaxed) }
        await add(socket, to: lane(of: socket.stream.loop), on: socket.stream)
    }

    private func add(_ socket: WebSocket, to lane: Lane, on stream: isolated ByteStream) {
        guard !stream.isClosed else { return }
        let member = ObjectIdentifier(socket)
        lane.members[member] = socket
        stream.whenClosed { lane.members[member] = nil }
    }

    package func unsubscribe(_ socket: WebSocket) async {
        await remove(socket, from: lane(of: socket.stream.loop), on: socket.stream)
    }

    private func remove(_ socket: WebSocket, from lane: Lane, on stream: isolated ByteStream) {
        lane.members[ObjectIdentifier(socket)] = nil
    }

    package func send(_ text: String) { send(.text, Array(text.utf8)) }
    package func send(_ bytes: [UInt8]) { send(.binary, bytes) }

    private func send(_ opcode: WebSocketOpcode, _ payload: [UInt8]) {
        let plain = WebSocketFrame.encode(opcode, payload)
        // The smallest window that any client may have asked for, so that one encoding serves all of them.
        let deflated =
            deflating.load(ordering: .relaxed) ? WebSocketDeflater(windowBits: 9).deflate(payload) : nil
        let short = deflated.map { WebSocketFrame.encode(opcode, $0, isCompressed: true) } ?? plain
        for lane in lanes.withLock({ $0 }) {
            lane.loop.execute { [backlogBytes] in
                for socket in lane.members.values {
                    let frame = socket.deflater == nil ? plain : short
                    socket.stream.assumeIsolated { socket.push(frame, limit: backlogBytes, on: $0) }
                }
            }
        }
    }

    private func lane(of loop: EventLoop) -> Lane {
        lanes.withLock { lanes in
            if let lane = lanes.first(where: { $0.loop === loop }) { return lane }
            let lane = Lane(loop: loop)
            lanes.append(lane)
            return lane
        }
    }
}
