// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Primitives
package import Storage

/// Carries out runs: durably, one at a time per subject, many subjects at once.
///
/// What it promises: a run that was accepted ends, whatever crashes in between; an effect that is keyed, adoptable or
/// repeatable is not doubled; one that is at most once is never repeated without a person's word; and who looks at the
/// runs or the event log sees only what is durable.
///
/// `nodeID` names the machine and must be held by one engine at a time: at its start the engine takes back every run
/// that an earlier one of the same name still held.
package struct WorkflowEngine: Sendable {
    let parts: EngineParts

    package init(
        database: any Database, events: EventLog, registry: RunRegistry, time: TimeSource, random: RandomSource,
        nodeID: String, configuration: EngineConfiguration = EngineConfiguration(), logger: Logger,
        journalObserver: JournalWrite.Observer? = nil, runObserver: RunObserver? = nil
    ) {
        parts = EngineParts(
            database: database, runs: RunStore(clock: configuration.clock), events: events,
            journal: Journal(database: database, observer: journalObserver), registry: registry, time: time,
            random: random, nodeID: nodeID, configuration: configuration, logger: logger.labelled("workflows"),
            observer: runObserver)
        database.subscribe(.runs) { [wake = parts.wake] in wake.raise() }
    }

    /// Resumes everything unfinished, then carries out what is submitted, until the task is cancelled.
    ///
    /// A cancelled task stops the engine, not its runs: the step at hand is told to stop, its run is given back as it
    /// stands, and the next start resumes it.
    package func run() async throws {
        let resumed = try await parts.database.write { [parts] in
            try parts.runs.releaseAll(of: parts.nodeID, on: $0)
        }
        if resumed > 0 { parts.logger.info("resuming interrupted runs", ("count", "\(resumed)")) }
        try await reportUnclaimable()
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let seen = parts.wake.count
                for id in await claimable() where !parts.active.contains(id) {
                    guard parts.active.count < parts.configuration.workers else { break }
                    let stop = parts.active.begin(id)
                    group.addTask { await self.work(on: id, stop) }
                }
                await rest(seen)
            }
            group.cancelAll()
        }
    }

    /// The runs a worker may take now; those at work are asked for too, because their leases may not be visible yet.
    /// Whose cancellation was asked for, here or on another node, is told at the same look.
    private func claimable() async -> [RunID] {
        do {
            let (claimable, cancelled) = try await parts.database.read { [parts] in
                let claimable = try parts.runs.claimable(
                    parts.registry.kinds, node: parts.nodeID, now: parts.time.now(),
                    limit: parts.configuration.workers + parts.active.count, on: $0)
                return (claimable, try parts.runs.cancelRequested(on: $0))
            }
            for id in cancelled { parts.active.cancel(id) }
            return claimable
        } catch {
            parts.logger.error("the runs to carry out can't be read: \(error)")
            return []
        }
    }

    /// Sleeps until there may be something to do: a wake-up, a moment that a run waits for, or the next poll.
    private func rest(_ seen: UInt64) async {
        let wake = try? await parts.database.read { [parts] in try parts.runs.nextWake(on: $0) }
        var pause = parts.configuration.pollInterval
        // A moment already past means that its run is queued or all workers are busy; the poll interval bounds that.
        if let wake = wake ?? nil, wake > parts.time.now() { pause = min(pause, wake - parts.time.now()) }
        await withTaskGroup(of: Void.self) { [parts, pause] group in
            group.addTask { try? await parts.wake.wait(beyond: seen) }
            group.addTask { try? await parts.time.sleep(for: pause) }
            await group.next()
            group.cancelAll()
        }
    }

    private func work(on id: RunID, _ stop: StopSwitch) async {
        defer {
            parts.active.end(id)
            parts.wake.raise()
        }
        let logger = parts.logger.with("run", "\(id)")
        do {
            guard let journal = try await parts.database.read({ [parts] in try parts.runs.journal(of: id, on: $0) })
            else { return }
            let definition = try parts.registry.definition(of: journal.run.kind)
            let steps: [StepDefinition]
            do {
                steps = try parts.registry.steps(for: journal.run)
            } catch {
                return try await refuse(journal, error)
            }
            let execution = RunExecution(journal, definition: definition, steps: steps, stop: stop, parts: parts)
            do {
                try await execution.carryOut()
            } catch {
                await execution.abandon()
                throw error
            }
        } catch {
            logger.error("a run can't be carried on now: \(error)")
            // Keeps a run that can't be stored (a full disk, say) from being tried in a tight loop.
            try? await parts.time.sleep(for: .seconds(1))
        }
    }

    private func refuse(_ journal: RunJournal, _ failure: Failure) async throws {
        parts.logger.error("a run is refused: \(failure)", ("run", "\(journal.run.id)"))
        try await parts.journal.commit(journal.run.id, step: nil) { [parts] connection in
            guard
                let lease = try parts.runs.acquire(
                    journal.run.id, owner: parts.nodeID, bind: false, lasting: parts.configuration.leaseDuration,
                    on: connection),
                let current = try parts.runs.journal(of: journal.run.id, on: connection)
            else { return }
            var machine = RunMachine(current)
            let action = machine.refuse(failure, at: parts.time.now())
            try parts.store(&machine, replacing: current, action, under: lease, on: connection)
        }
    }

    private func reportUnclaimable() async throws {
        let left = try await parts.database.read { [parts] connection in
            try parts.runs.unclaimable(parts.registry.kinds, node: parts.nodeID, on: connection)
                .map { (id: $0.id, text: "\($0.kind) version \($0.version)", node: $0.node) }
        }
        for run in left {
            let reason = run.node.map { $0 == parts.nodeID ? "unknown kind" : "bound to \($0)" } ?? "unknown kind"
            parts.logger.warning(
                "a run is left alone", ("run", "\(run.id)"), ("kind", run.text), ("reason", reason))
        }
    }
}
