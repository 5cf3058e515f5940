// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Storage
import Synchronization
import Workflows

/// Reads the event log once for everybody and hands what is new to the connections of each loop.
///
/// It reads the next page when all loops are through with the last, so what is new meanwhile goes out together.
final class LiveHub: Sendable {
    private struct State {
        var recent: RecentBatches?
        var lanes: [LiveLane] = []
        var changesOfRights: UInt64 = 0
    }

    let log: EventLog
    let configuration: LiveConfiguration
    let time: TimeSource
    private let whenRightsChange: @Sendable () -> Void
    private let logger: Logger
    private let state = Mutex(State())

    init(sources: LiveSources, configuration: LiveConfiguration, time: TimeSource, logger: Logger) {
        log = sources.events
        whenRightsChange = sources.whenRightsChange
        self.configuration = configuration
        self.time = time
        self.logger = logger
    }

    /// The newest cursor that was handed out; nil before the log was first read.
    var head: Int64? { state.withLock { $0.recent?.through } }

    /// Counts the batches that told of changed permissions, each before anybody is offered it: who was looked up under a
    /// smaller number may have missed one.
    var changesOfRights: UInt64 { state.withLock(\.changesOfRights) }

    /// Where the log stands as far as the hub knows it.
    func latest() async throws -> Int64 { if let head { head } else { try await log.latest() } }

    /// The lane of a loop. It knows what has been handed out so far, and gets everything from then on.
    func lane(of loop: EventLoop) -> LiveLane {
        state.withLock { state in
            if let lane = state.lanes.first(where: { $0.loop === loop }) { return lane }
            let lane = LiveLane(loop: loop, recent: state.recent)
            state.lanes.append(lane)
            return lane
        }
    }

    /// Serves until the task is cancelled.
    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await self.tick() }
            group.addTask { try await self.follow() }
        }
    }

    // MARK: The log

    private func follow() async throws {
        var cursor: Int64?
        while true {
            let seen = log.signal.count
            do {
                let start = if let cursor { cursor } else { try await beginning() }
                cursor = start
                let page = try await log.page(after: start, limit: LiveBatch.size)
                if page.through > start || head == nil {
                    await publish(try LiveBatch(page, after: start))
                    cursor = page.through
                    continue
                }
            } catch let failure as Failure where failure.code == .cursorExpired {
                logger.warning("the event log can't be read on from where it was", ("error", failure.description))
                cursor = nil
                continue
            } catch {
                try Task.checkCancellation()
                logger.error("the event log can't be read", ("error", String(describing: error)))
                try await time.sleep(for: .seconds(1))
                continue
            }
            try await log.signal.wait(beyond: seen)
        }
    }

    /// At first a little before the newest, for who was here before the server began and comes back. Later the nearest to
    /// where the hub was: the log was pruned faster than it was read, or it went back.
    private func beginning() async throws -> Int64 {
        let bounds = try await log.bounds()
        guard let head else { return max(bounds.pruned, bounds.latest - Int64(configuration.recentEvents)) }
        let place = max(bounds.pruned, min(head, bounds.latest))
        await beginAnew(at: place)
        return place
    }

    /// Part of the log is gone unread, or the store has lost what it had after a cursor, e.g. with the server that it was
    /// on. Whoever misses something, or was shown more of the log than there is now, is told so; and everybody is looked
    /// up again, as what is gone may have told of changed rights.
    private func beginAnew(at cursor: Int64) async {
        whenRightsChange()
        let recent = RecentBatches(from: cursor)
        let lanes = state.withLock { state in
            state.changesOfRights += 1
            state.recent = recent
            return state.lanes
        }
        await tell(lanes) { lane, done in
            lane.beginAnew(recent)
            done()
        }
    }

    private func publish(_ batch: LiveBatch) async {
        if batch.tellsOfPermissions { whenRightsChange() }
        let (recent, lanes) = state.withLock { state in
            if batch.tellsOfPermissions { state.changesOfRights += 1 }
            var recent = state.recent ?? RecentBatches(from: batch.after)
            recent.append(batch, events: configuration.recentEvents, bytes: configuration.recentBytes)
            state.recent = recent
            return (recent, state.lanes)
        }
        await tell(lanes) { lane, done in lane.deliver(batch, recent: recent, then: done) }
    }

    /// Calls a function on the loop of each lane and returns when all are done.
    private func tell(
        _ lanes: [LiveLane], _ body: @escaping @Sendable (LiveLane, @escaping @Sendable () -> Void) -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            for lane in lanes {
                group.addTask {
                    await withCheckedContinuation { done in lane.loop.execute { body(lane) { done.resume() } } }
                }
            }
        }
    }

    /// What the store has for a subscription that is behind. Throws `cursor_expired`.
    func read(_ progress: EventProgress) async throws -> LiveBatch {
        let cursor: Int64
        switch progress.place {
        case .now:
            cursor = try await log.latest()
            return try LiveBatch(after: cursor, through: cursor, events: [])
        case .oldest: cursor = try await log.bounds().pruned
        case .given(let given): cursor = given
        case .known(let known): cursor = known
        }
        let page = try await log.page(
            after: cursor, of: progress.filter, limit: LiveBatch.size, span: configuration.readSpan)
        return try LiveBatch(page, after: cursor)
    }

    // MARK: Time

    private func tick() async throws {
        var polled = time.uptime()
        while true {
            try await time.sleep(for: configuration.tick)
            let moment = LiveMoment(now: time.now(), uptime: time.uptime())
            for lane in state.withLock(\.lanes) { lane.loop.execute { lane.tick(moment) } }
            if moment.uptime - polled >= configuration.pollInterval {
                polled = moment.uptime
                log.signal.raise()
            }
        }
    }
}
