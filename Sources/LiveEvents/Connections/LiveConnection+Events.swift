// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Storage
import Wire

extension LiveConnection {
    // MARK: Live

    /// The hub's next batch.
    func take(_ batch: LiveBatch, _ frames: BatchFrames, on stream: isolated ByteStream) {
        for subscription in subscriptions {
            if case .run(_, let inbox) = subscription.topic { inbox.offer(batch) }
        }
        let barrier = batch.tellsOfPermissions ? batch.entries.firstIndex { changesRights($0.event) } : nil
        if isRenewing {
            if barrier != nil { mustRenewAgain = true }
            return
        }
        for subscription in subscriptions {
            guard case .events(let progress) = subscription.topic else { continue }
            switch progress.offer(batch, sees: viewer.sees) {
            case .nothing: break
            case .gap: catchUp(subscription, on: stream)
            case .entries(let choice):
                let part = BatchPart(batch, upTo: barrier, choice: choice)
                if !pass(part, frames, to: subscription, on: stream) { catchUp(subscription, on: stream) }
            }
        }
        if barrier != nil { renew(on: stream) }
    }

    /// The hub goes on from a cursor that does not follow what it had. Who was shown more of the log would never hear of
    /// what takes that place; who has not come so far finds out in the store, after the renewal, whether it misses
    /// something.
    func beginAnew(at start: Int64, on stream: isolated ByteStream) {
        for subscription in subscriptions {
            switch subscription.topic {
            case .events(let progress):
                guard let cursor = progress.cursor, cursor > start else { continue }
                fail(subscription, subscription.turn, Failure.turnedBack(cursor, latest: start), on: stream)
            case .run(_, let inbox): inbox.beginAnew(at: start)
            case .logs: break
            }
        }
        if isRenewing { mustRenewAgain = true } else { renew(on: stream) }
    }

    private func changesRights(_ event: Event) -> Bool {
        LiveAuthority.isConcerned(by: event) && viewer.isAffected(by: event)
    }

    /// Queues a part of a batch and brings the subscription to its end; false, and nothing done, when the peer is too far
    /// behind.
    private func pass(
        _ part: BatchPart, _ frames: BatchFrames, to subscription: LiveSubscription, on stream: isolated ByteStream
    ) -> Bool {
        guard var progress = subscription.progress else { return true }
        if part.choice != 0 {
            guard let bytes = try? frames.bytes(part.choice, for: subscription.id, as: outlet.form) else { return true }
            let pending = stream.pendingOutput
            // What `untilCaughtUp()` waits for has to be enough, or who waits would never stop asking.
            let isCaughtUp = pending <= ByteStream.lowWater
            guard isCaughtUp || pending + bytes.count <= context.configuration.backlogBytes else { return false }
            outlet.push(bytes, on: stream)
            progress.tell(part.lastCursor)
        } else if let told = progress.told, part.through - told >= context.configuration.cursorInterval {
            push(.cursor(id: subscription.id, part.through), on: stream)
            progress.tell(part.through)
        }
        progress.advance(to: part.through)
        subscription.progress = progress
        return true
    }

    // MARK: Behind

    private enum Next: Sendable {
        case done
        /// The peer has to take something first.
        case wait
        case read(EventProgress)
    }

    /// Brings a subscription to where the hub is: from memory at once, or by a task that reads the store.
    func catchUp(_ subscription: LiveSubscription, on stream: isolated ByteStream) {
        subscription.end()
        subscription.progress?.fallBehind()
        let turn = subscription.turn
        let next = advance(subscription, turn, on: stream)
        if case .done = next { return }
        // Owned by the subscription, which cancels it when it ends.
        subscription.task = Task(executorPreference: globalConcurrentExecutor) { [self] in
            do {
                try await readOn(subscription, turn, from: next)
            } catch {
                await fail(subscription, turn, error, on: self.stream)
            }
        }
    }

    private func readOn(_ subscription: LiveSubscription, _ turn: UInt32, from first: Next) async throws {
        var next = first
        while true {
            switch next {
            case .done: return
            case .wait: try await stream.untilCaughtUp()
            case .read(let progress):
                let batch = try await context.hub.read(progress)
                while await !accept(batch, subscription, turn, on: stream) { try await stream.untilCaughtUp() }
            }
            next = await advance(subscription, turn, on: stream)
        }
    }

    /// Goes as far as memory leads.
    private func advance(
        _ subscription: LiveSubscription, _ turn: UInt32, on stream: isolated ByteStream
    ) -> Next {
        // Who is being looked up goes on when that is done.
        guard isCurrent(subscription, turn), !isRenewing, var progress = subscription.progress else { return .done }
        let way = progress.way(along: lane.recent)
        subscription.progress = progress
        switch way {
        case .store: return .read(progress)
        case .live: break
        case .memory(let batches):
            announce(subscription, on: stream)
            for batch in batches {
                guard let progress = subscription.progress, let cursor = progress.cursor else { return .done }
                let choice = progress.choice(of: batch, beyond: cursor, sees: viewer.sees)
                let part = BatchPart(batch, choice: choice)
                guard pass(part, BatchFrames(batch), to: subscription, on: stream) else { return .wait }
            }
        }
        announce(subscription, on: stream)
        subscription.progress?.goLive()
        return .done
    }

    /// A batch from the store; false when the peer has to take something first.
    private func accept(
        _ batch: LiveBatch, _ subscription: LiveSubscription, _ turn: UInt32, on stream: isolated ByteStream
    ) -> Bool {
        guard isCurrent(subscription, turn), !isRenewing, let progress = subscription.progress else { return true }
        if progress.cursor == nil { subscription.progress?.advance(to: batch.after) }
        announce(subscription, on: stream)
        // What the hub has not reached is not judged yet: news of permissions may be among it.
        let head = max(lane.recent?.through ?? batch.through, batch.after)
        let choice = progress.choice(of: batch, sees: viewer.sees)
        return pass(
            BatchPart(batch, notBeyond: head, choice: choice), BatchFrames(batch), to: subscription, on: stream)
    }

    /// Tells that the subscription is open, and from where on.
    private func announce(_ subscription: LiveSubscription, on stream: isolated ByteStream) {
        guard let progress = subscription.progress, progress.told == nil, let cursor = progress.cursor else { return }
        push(.subscribed(id: subscription.id, cursor: cursor), on: stream)
        subscription.progress?.tell(cursor)
    }
}
