// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Storage
import Synchronization
import Wire

/// One viewer's WebSocket or event stream, and what it follows.
///
/// An idle one has no task of its own beside the one that receives, and no buffers: the hub's batches come by on the
/// loop of its stream, and only who has something to catch up with gets a task for as long as that takes.
// Unchecked: everything mutable is only touched with the stream as isolation, so on its loop.
final class LiveConnection: @unchecked Sendable {
    let outlet: LiveOutlet
    let context: LiveContext
    let lane: LiveLane
    var viewer: any LiveViewer
    private(set) var subscriptions: [LiveSubscription] = []
    private(set) var isClosed = false
    /// The viewer is being looked up again: nothing of the log is passed on until that is done.
    var isRenewing = false
    /// Their permissions have changed while they were looked up.
    var mustRenewAgain = false
    var renewedAt: Duration
    private var slot = -1

    var stream: ByteStream { outlet.stream }

    init(_ outlet: LiveOutlet, viewer: any LiveViewer, context: LiveContext) {
        self.outlet = outlet
        self.viewer = viewer
        self.context = context
        lane = context.hub.lane(of: outlet.stream.loop)
        renewedAt = context.hub.time.uptime()
    }

    /// Takes its place among the connections of its loop.
    ///
    /// - changes: how many changes of rights the hub had told of when the viewer was about to be looked up.
    func open(after changes: UInt64, on stream: isolated ByteStream) {
        slot = lane.add(self)
        context.connections.wrappingAdd(1, ordering: .relaxed)
        if context.hub.changesOfRights != changes { renew(on: stream) }
    }

    // MARK: Subscriptions

    /// Adds a subscription; throws `too_many_subscriptions` or `subscription_exists`.
    func add(_ subscription: LiveSubscription) throws {
        guard subscriptions.count < LiveProtocol.subscriptions else {
            throw Failure(
                .tooManySubscriptions, "the connection has \(LiveProtocol.subscriptions) subscriptions open",
                hint: "end one, or open another connection")
        }
        guard !subscriptions.contains(where: { $0.id == subscription.id }) else {
            throw Failure(
                .subscriptionExists, "the connection has a subscription of this ID", hint: "choose another ID")
        }
        subscriptions.append(subscription)
    }

    func isCurrent(_ subscription: LiveSubscription, _ turn: UInt32) -> Bool {
        !isClosed && subscription.turn == turn && subscriptions.contains { $0 === subscription }
    }

    func remove(_ subscription: LiveSubscription, on stream: isolated ByteStream) {
        subscription.end()
        subscriptions.removeAll { $0 === subscription }
        // An event stream is about one thing.
        if case .eventStream(let events) = outlet, subscriptions.isEmpty { events.end(on: stream) }
    }

    /// Ends a subscription with the reason, or the connection when only the store is away: its peer comes back, and goes on
    /// from where everything was.
    func fail(_ subscription: LiveSubscription, _ turn: UInt32, _ error: any Error, on stream: isolated ByteStream) {
        guard isCurrent(subscription, turn) else { return }
        let failure = context.failure(of: error)
        if subscription.isOfStore, [.unavailable, .timedOut].contains(failure.code.category) {
            return close(.tryAgainLater, failure, on: stream)
        }
        refuse(subscription.id, failure, on: stream)
        remove(subscription, on: stream)
    }

    // MARK: Messages

    func push(_ message: LiveMessage, on stream: isolated ByteStream) {
        guard !isClosed, let bytes = try? outlet.encode(message) else { return }
        outlet.push(bytes, on: stream)
    }

    func refuse(_ id: String?, _ failure: Failure, on stream: isolated ByteStream) {
        if case .eventStream(let events) = outlet, events.refuse(failure, on: stream) { return }
        push(.error(id: id, Problem(failure)), on: stream)
    }

    /// Queues encoded messages of a subscription; suspends while the peer is too far behind.
    func send(
        _ bytes: [UInt8], of subscription: LiveSubscription, _ turn: UInt32, on stream: isolated ByteStream
    ) async throws {
        guard isCurrent(subscription, turn) else { throw CancellationError() }
        outlet.push(bytes, on: stream)
        if stream.pendingOutput > context.configuration.backlogBytes { try await stream.untilCaughtUp() }
    }

    // MARK: The end

    /// Ends everything; the peer is told why, if it listens.
    func close(_ code: WebSocketCloseCode, _ failure: Failure, on stream: isolated ByteStream) {
        guard !isClosed else { return }
        if case .eventStream = outlet { refuse(subscriptions.first?.id, failure, on: stream) }
        leave(on: stream)
        switch outlet {
        case .webSocket(let socket): socket.beginClose(WebSocketClose(code, failure.message), on: stream)
        case .eventStream(let events): events.end(on: stream)
        }
    }

    /// Gives up its place and everything it follows.
    func leave(on stream: isolated ByteStream) {
        guard !isClosed else { return }
        isClosed = true
        for subscription in subscriptions { subscription.end() }
        subscriptions = []
        guard slot >= 0 else { return }
        lane.remove(slot)
        context.connections.wrappingSubtract(1, ordering: .relaxed)
    }
}
