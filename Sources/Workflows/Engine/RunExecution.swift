// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// One run in the hands of one worker, from taking its lease to giving it back.
///
/// Every transition is one transaction: it checks the lease, takes note of a cancellation asked for meanwhile, lets
/// the machine move, stores what changed, and appends the events that tell of it.
actor RunExecution {
    let parts: EngineParts
    let stop: StopSwitch
    let runID: RunID
    var machine: RunMachine
    let definition: RunDefinition
    let steps: [StepDefinition]
    private(set) var lease: RunLease?
    var logEnd: Int64 = 0
    let leaseClock: LeaseClock

    /// `journal` is the run as it was read a moment ago; taking it fails if it has changed since.
    init(
        _ journal: RunJournal, definition: RunDefinition, steps: [StepDefinition], stop: StopSwitch, parts: EngineParts
    ) {
        self.parts = parts
        self.stop = stop
        self.definition = definition
        self.steps = steps
        runID = journal.run.id
        machine = RunMachine(journal, policies: steps.map(\.policy))
        leaseClock = LeaseClock(time: parts.time)
    }

    /// Takes the run and carries it as far as it goes; returns when it is over, waits, belongs to somebody else, or
    /// the task was cancelled: then the run is given back as it stands, to be resumed.
    func carryOut() async throws {
        guard var action = try await take() else { return }
        while true {
            switch action {
            case .finish, .wait:
                return
            case .perform(let step):
                guard !Task.isCancelled else { return try await giveBack() }
                let end = await perform(step)
                guard let next = try await record(end, of: step) else { return try await giveBack() }
                action = next
            case .compensate(let step):
                guard !Task.isCancelled else { return try await giveBack() }
                guard let next = try await compensate(step) else { return try await giveBack() }
                action = next
            }
        }
    }

    // MARK: Transitions

    /// Takes the lease and records the intent of the next step in the same commit; nil when somebody was faster.
    private func take() async throws -> RunAction? {
        let known = machine
        let (skipping, conclusion, refusal) = ahead(of: nil)
        let parts = parts
        let bind = definition.placement == .node
        let asked = leaseClock.moment
        let taken = try await parts.journal.commit(runID, step: nil) {
            [runID] connection -> (RunLease, RunMachine, RunAction, Int64)? in
            let store = parts.runs
            guard
                let lease = try store.acquire(
                    runID, owner: parts.nodeID, bind: bind, lasting: parts.configuration.leaseDuration, on: connection),
                let current = try store.journal(of: runID, on: connection)
            else { return nil }
            var machine = RunMachine(current, policies: known.policies)
            // Outputs decide which steps are needed: had they changed since, the decision would be stale.
            let isStale = current.run.steps != known.run.steps
            var action = RunAction.wait
            if !isStale {
                let time = parts.time.now()
                action = machine.resume(skipping: skipping, conclusion: conclusion, at: time)
                if case .perform = action, let refusal {
                    action = machine.stepFailed(refusal, jitter: parts.random.fraction(), at: time)
                }
            }
            try parts.store(&machine, replacing: current, action, under: lease, on: connection)
            return (lease, machine, action, try parts.logs.end(of: runID, on: connection))
        }
        guard let (lease, machine, action, end) = taken else { return nil }
        leaseClock.extend(from: asked, by: parts.configuration.leaseDuration)
        self.lease = lease
        self.machine = machine
        logEnd = end
        return action
    }

    /// Lets the machine move and stores the result; nil when the run is not ours any more.
    func move(
        step: Int?, isBoundary: Bool = true, _ change: @escaping @Sendable (inout RunMachine) -> RunAction
    ) async throws -> RunAction? {
        guard let lease else { return nil }
        let before = machine
        let parts = parts
        let unsaved = takeLog()
        let body: @Sendable (any WriteConnection) throws -> (RunMachine, RunAction) = { connection in
            var machine = before
            if let request = try parts.runs.renew(
                lease, lasting: parts.configuration.leaseDuration, on: connection)
            {
                _ = machine.cancel(supersededBy: request.supersededBy, at: parts.time.now())
                // Whoever asked has announced it already.
                _ = machine.takeNotices()
            }
            let action = change(&machine)
            try unsaved.store(parts, on: connection)
            try parts.store(&machine, replacing: before.journal, action, under: lease, on: connection)
            return (machine, action)
        }
        do {
            let name = step.map { before.run.steps[$0].name }
            let ask = { [runID, leaseClock] () async throws -> (Duration, RunMachine, RunAction) in
                let asked = leaseClock.moment
                let (moved, action) =
                    isBoundary
                    ? try await parts.journal.commit(runID, step: name, body) : try await parts.database.write(body)
                return (asked, moved, action)
            }
            let (asked, moved, action) = isBoundary ? try await insist(ask) : try await ask()
            leaseClock.extend(from: asked, by: parts.configuration.leaseDuration)
            machine = moved
            return action
        } catch let failure as Failure where failure.code == .leaseLost {
            parts.logger.warning("a run was taken over by another engine", ("run", "\(runID)"))
            stop.stop(.leaseLost)
            self.lease = nil
            return nil
        }
    }

    /// Repeats a commit that fails for want of disk or of the database: what a step has done must not be forgotten
    /// because it could not be written at once. Ends when it is written, or with the task.
    private func insist<Value: Sendable>(_ commit: () async throws -> Value) async throws -> Value {
        var failures = 0
        while true {
            do {
                return try await commit()
            } catch let failure as Failure
                where [.unavailable, .exhausted].contains(failure.code.category) && failure.code != .databaseClosed
            {
                failures += 1
                if failures == 1 {
                    parts.logger.error("a run can't be written, trying on: \(failure)", ("run", "\(runID)"))
                }
                try await parts.time.sleep(for: Backoff(limit: .seconds(5)).ceiling(afterAttempt: failures))
            }
        }
    }

    /// Leaves the run as it stands for whoever takes it next: this process at its next start, or another node.
    private func giveBack() async throws {
        guard let lease else { return }
        self.lease = nil
        try await parts.database.write { [parts] in try parts.runs.release(lease, on: $0) }
    }

    /// The same after an error, as far as the database lets us.
    func abandon() async { try? await giveBack() }

    /// Keeps the lease while a step takes its time, and learns of a cancellation asked for elsewhere.
    func heartbeat() async {
        while !Task.isCancelled {
            do {
                try await parts.time.sleep(for: parts.configuration.leaseDuration / 3)
                guard let lease else { return }
                let asked = leaseClock.moment
                let request = try await parts.database.write { [parts] in
                    try parts.runs.renew(lease, lasting: parts.configuration.leaseDuration, on: $0)
                }
                leaseClock.extend(from: asked, by: parts.configuration.leaseDuration)
                if request != nil { stop.stop(.cancelled) }
            } catch let failure as Failure where failure.code == .leaseLost {
                stop.stop(.leaseLost)
                return
            } catch is CancellationError {
                return
            } catch {
                parts.logger.warning("a lease could not be renewed: \(error)", ("run", "\(runID)"))
                // A run bound to this node can't be anybody else's: it goes on, and the next write finds the database
                // or waits for it. Any other may have been taken over by now.
                guard definition.placement == .anywhere, leaseClock.hasExpired else { continue }
                stop.stop(.leaseLost)
                return
            }
        }
    }

    // MARK: The log of the step at hand

    private var unsavedLog = UnsavedLog()

    /// Gives log text its place; the next transition stores it.
    func place(_ pieces: [LogBuffer.Piece], step: Int) {
        unsavedLog.add(
            pieces, run: machine.run, step: machine.run.steps[step].name, end: &logEnd,
            limit: parts.configuration.logLimit, at: parts.time.now())
    }

    private func takeLog() -> UnsavedLog {
        defer { unsavedLog = UnsavedLog() }
        return unsavedLog
    }
}
