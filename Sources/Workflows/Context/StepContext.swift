// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage

/// What a step is given: the run's input, what earlier steps produced, and its own voice.
package struct StepContext: Sendable {
    package let runID: RunID
    package let kind: String
    package let subject: String
    package let projectID: ProjectID?
    /// The step's name.
    package let step: String
    /// Counts from 1; every beginning counts, also one that a crash cut off.
    package let attempt: Int
    package let input: JSONDocument
    package let outputs: StepOutputs
    /// Generation of the run's lease: a store that remembers the highest it has seen can refuse a stale worker.
    package let fencingToken: Int64
    package let time: TimeSource
    let channel: StepChannel
    let leaseClock: LeaseClock

    /// Whether an earlier attempt was begun, so that its effect may exist: look before doing it again.
    package var isResumed: Bool { attempt > 1 }

    /// Names the effect of this step for the far side: the same for every attempt, by whichever node.
    package var idempotencyKey: String { "\(runID)/\(step)" }

    /// The run's input as its type; throws `invalid_json`.
    package func input<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try input.decoded(as: type)
    }

    /// The output of an earlier step as its type; throws `no_output` when it has none.
    package func output<Value: Decodable>(of step: String, as type: Value.Type = Value.self) throws -> Value {
        try outputs.output(of: step, as: type)
    }

    /// Says how far the step has got, 0 to 1, and what it is doing. Cheap: only the latest is stored, now and then.
    package func progress(_ fraction: Double, _ message: String? = nil) {
        channel.progress(fraction, message)
    }

    /// Adds a line to the run's log.
    package func log(_ line: String, stream: LogStream = .system) async throws {
        try await channel.log(Array((line + "\n").utf8), stream: stream)
    }

    /// Adds what a program wrote to the run's log, byte for byte; what is no UTF-8 is replaced. Waits while too much
    /// is unsaved, and throws `CancellationError` if the task is cancelled meanwhile.
    package func log(_ bytes: some Sequence<UInt8>, stream: LogStream) async throws {
        try await channel.log(bytes, stream: stream)
    }

    /// Throws `lease_lost` when the run may be somebody else's by now: ask right before an effect outside this machine.
    ///
    /// Costs no round trip. What a moment between asking and acting could still let through, the far side refuses by
    /// ``fencingToken``.
    package func checkLease() throws(Failure) {
        guard leaseClock.hasExpired else { return }
        throw Failure(
            .leaseLost, "the lease of run \(runID) has run out on this node",
            hint: "another engine may have taken the run over; nothing needs to be done")
    }

    /// Throws `CancellationError` when the step is to stop.
    package func checkCancellation() throws { try Task.checkCancellation() }
}
