// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

extension RunExecution {
    /// How often undoing a step is tried before it counts as failed.
    private static let compensationAttempts = 3

    /// Carries out a step whose intent is in the journal.
    func perform(_ step: Int) async -> StepEnd {
        await supervise(step, heedingCancellation: true, steps[step].run)
    }

    /// Records how a step ended and what comes next; nil when the run is to be given back as it stands.
    func record(_ end: StepEnd, of step: Int) async throws -> RunAction? {
        let parts = parts
        switch end {
        case .succeeded(let output):
            let (skipping, conclusion, refusal) = ahead(of: step, output: output)
            let isHeld = Task.isCancelled
            return try await move(step: step) { machine in
                let time = parts.time.now()
                let action = machine.stepSucceeded(
                    output: output, skipping: skipping, conclusion: conclusion, isHeld: isHeld, at: time)
                guard case .perform = action, let refusal else { return action }
                return machine.stepFailed(refusal, jitter: parts.random.fraction(), at: time)
            }
        case .timedOut(let failure) where steps[step].effect != .atMostOnce:
            return try await record(.failed(failure), of: step)
        case .timedOut:
            return try await move(step: step) { $0.stepInDoubt(at: parts.time.now()) }
        case .failed(let failure):
            return try await move(step: step) {
                $0.stepFailed(failure, jitter: parts.random.fraction(), at: parts.time.now())
            }
        case .stopped where stop.stopped == .cancelled:
            return try await move(step: step) { $0.stepStopped(at: parts.time.now()) }
        case .stopped:
            // Only the log is saved: the run is interrupted, not failed.
            _ = try await move(step: step, isBoundary: false) { _ in .perform(step) }
            return nil
        }
    }

    /// Undoes a step and records that; nil when the run is to be given back as it stands.
    func compensate(_ step: Int) async throws -> RunAction? {
        guard let compensation = steps[step].compensate else { return nil }
        let parts = parts
        let output = machine.run.steps[step].output
        var failures = 0
        while true {
            let end = await supervise(step, heedingCancellation: false) { context in
                try await compensation(context, output)
                return .null
            }
            switch end {
            case .succeeded:
                return try await move(step: step) { $0.compensated(step, at: parts.time.now()) }
            case .failed(let failure), .timedOut(let failure):
                failures += 1
                guard failures < Self.compensationAttempts else {
                    return try await move(step: step) {
                        $0.compensationFailed(step, failure, at: parts.time.now())
                    }
                }
                do {
                    try await parts.time.sleep(for: Backoff().delay(afterAttempt: failures, random: parts.random))
                } catch { return nil }
            case .stopped:
                return nil
            }
        }
    }

    /// Decides from the outputs what follows a step: how many steps are not needed, how the run ends if none is left,
    /// and the failure of the step after those when it could not even be decided whether that one is needed.
    func ahead(of step: Int?, output: JSONDocument? = nil) -> (skipping: Int, RunConclusion, refusal: Failure?) {
        var values: [String: JSONDocument] = [:]
        for record in machine.run.steps where record.state == .succeeded { values[record.name] = record.output }
        if let step, let output { values[machine.run.steps[step].name] = output }
        let outputs = StepOutputs(values)
        var skipping = 0
        for (next, record) in machine.run.steps.enumerated() where record.state == .pending {
            guard record.attempt == 0 else { return (skipping, .succeeded(nil), nil) }
            do {
                let context = context(for: next, outputs: outputs, channel: StepChannel())
                guard try !steps[next].isNeeded(context) else { return (skipping, .succeeded(nil), nil) }
                skipping += 1
            } catch {
                return (skipping, .succeeded(nil), Failure.wrapping(error))
            }
        }
        do {
            return (skipping, try definition.conclusion(outputs), nil)
        } catch {
            return (skipping, .failed(Failure.wrapping(error)), nil)
        }
    }

    private func context(for step: Int, outputs: StepOutputs, channel: StepChannel) -> StepContext {
        let run = machine.run
        return StepContext(
            runID: run.id, kind: run.kind, subject: run.subject, projectID: run.projectID,
            step: run.steps[step].name, attempt: run.steps[step].attempt, input: run.input, outputs: outputs,
            fencingToken: lease?.generation ?? 0, time: parts.time, channel: channel, leaseClock: leaseClock)
    }

    /// Runs a step's code while keeping the lease, storing its log and progress, and passing on that it must stop.
    private func supervise(
        _ step: Int, heedingCancellation: Bool, _ body: @escaping StepDefinition.Body
    ) async -> StepEnd {
        let channel = StepChannel()
        var outputs: [String: JSONDocument] = [:]
        for record in machine.run.steps where record.state == .succeeded { outputs[record.name] = record.output }
        let attempt = StepAttempt(
            context: context(for: step, outputs: StepOutputs(outputs), channel: channel), body: body,
            timeout: steps[step].timeout, stop: stop, heedsCancellation: heedingCancellation)
        let parts = parts
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { channel.end(await attempt.run()) }
            group.addTask { await self.heartbeat() }
            group.addTask { await channel.pace(every: parts.configuration.flushInterval, parts.time) }
            while true {
                switch await channel.next() {
                case .flush:
                    await flush(channel, step)
                    if heedingCancellation, machine.journal.isCancelRequested { stop.stop(.cancelled) }
                case .ended(let end):
                    group.cancelAll()
                    place(channel.takeUnsaved().pieces, step: step)
                    return end
                }
            }
        }
    }

    private func flush(_ channel: StepChannel, _ step: Int) async {
        let unsaved = channel.takeUnsaved()
        guard !unsaved.isEmpty else { return }
        place(unsaved.pieces, step: step)
        do {
            _ = try await move(step: step, isBoundary: false) { machine in
                let grew = unsaved.fraction.map { machine.stepProgressed($0) } ?? false
                if grew || unsaved.message != nil {
                    var data: [String: JSONValue] = [
                        "percent": machine.percent, "step": .string(machine.run.steps[step].name),
                    ]
                    if let message = unsaved.message { data["message"] = .string(message) }
                    machine.notice("run.progress", .object(data))
                }
                return .perform(step)
            }
        } catch {
            parts.logger.warning("log text of a run could not be stored: \(error)", ("run", "\(runID)"))
        }
    }
}
