// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Platforms
import Primitives
import Wire

extension LiveConnection {
    /// Does what a client asks for.
    func handle(_ request: LiveRequest, on stream: isolated ByteStream) {
        guard !isClosed else { return }
        switch request {
        case .ping: push(.pong, on: stream)
        case .unsubscribe(let id):
            if let subscription = subscriptions.first(where: { $0.id == id }) { remove(subscription, on: stream) }
            push(.unsubscribed(id: id), on: stream)
        case .subscribe(let id, let topic):
            do { try subscribe(id, to: topic, on: stream) } catch {
                refuse(id, context.failure(of: error), on: stream)
            }
        }
    }

    private func subscribe(_ id: String, to topic: LiveTopic, on stream: isolated ByteStream) throws {
        switch topic {
        case .events(let events): try follow(events, as: id, on: stream)
        case .run(let run): try follow(run, as: id, on: stream)
        case .logs(let logs):
            try follow(logsOf: logs.project, as: id, logs.query, on: stream) { [context] in
                try await context.sources.log(logs)
            }
        }
    }

    func follow(_ events: LiveTopic.Events, as id: String, on stream: isolated ByteStream) throws {
        let subscription = LiveSubscription(id: id, topic: .events(EventProgress(events)))
        try add(subscription)
        catchUp(subscription, on: stream)
    }

    func follow(_ run: LiveTopic.RunEvents, as id: String, on stream: isolated ByteStream) throws {
        let inbox = RunInbox(run: run.run)
        let subscription = LiveSubscription(id: id, topic: .run(run.run, inbox))
        try add(subscription)
        work(for: subscription, on: stream) { [context] send in
            let follower = RunFollower(id: id, sources: context.sources, inbox: inbox, send: send)
            try await follower.follow(after: run.after == 0 ? nil : run.after)
        }
    }

    func follow(
        logsOf project: ProjectName, as id: String, _ query: LogQuery, on stream: isolated ByteStream,
        find: @escaping @Sendable () async throws -> LiveLog
    ) throws {
        let subscription = LiveSubscription(id: id, topic: .logs(project))
        try add(subscription)
        work(for: subscription, on: stream) { send in
            try await LogFollower(id: id, log: try await find(), send: send).follow(query)
        }
    }

    /// Gives the subscription a task that says everything there is to say; it ends with it.
    private func work(
        for subscription: LiveSubscription, on stream: isolated ByteStream,
        _ body: @escaping @Sendable (@escaping @Sendable (LiveMessage) async throws -> Void) async throws -> Void
    ) {
        let (turn, viewer) = (subscription.turn, viewer)
        // The viewer that is being looked up is not checked for it.
        if isRenewing { mustRenewAgain = true }
        // Owned by the subscription, which cancels it when it ends.
        subscription.task = Task(executorPreference: globalConcurrentExecutor) { [self] in
            do {
                try await context.check(subscription, for: viewer)
                try await body { message in
                    // Encoded here: a loop has other streams to serve.
                    let bytes = try self.outlet.encode(message)
                    try await self.send(bytes, of: subscription, turn, on: self.stream)
                }
                await finish(subscription, turn, on: self.stream)
            } catch {
                await fail(subscription, turn, error, on: self.stream)
            }
        }
    }

    private func finish(_ subscription: LiveSubscription, _ turn: UInt32, on stream: isolated ByteStream) {
        if isCurrent(subscription, turn) { remove(subscription, on: stream) }
    }
}

extension LiveTopic.Logs {
    fileprivate var query: LogQuery {
        LogQuery(tail: tail, start: after?.position, follow: true, process: process)
    }
}
