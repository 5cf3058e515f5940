// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// One step of a run kind: how to do it, what a crash in its middle means, and how to undo it.
package struct StepDefinition: Sendable {
    package typealias Condition = @Sendable (StepContext) throws -> Bool
    package typealias Body = @Sendable (StepContext) async throws -> JSONValue
    package typealias Compensation = @Sendable (StepContext, JSONDocument?) async throws -> Void

    /// Unique within the kind and never changed: recorded runs refer to it.
    package var name: String
    package var effect: EffectClass
    /// Share of the run's progress, relative to the other steps.
    package var weight: Double
    /// How long one attempt may take before it is stopped with `step_timed_out`.
    package var timeout: Duration?
    package var retry: RetryPolicy
    /// Decided before the step from inputs and outputs alone; a step that is not needed is skipped for good.
    package var isNeeded: Condition
    /// Does it. Must stop soon after its task is cancelled, taking its child processes with it.
    package var run: Body
    /// Undoes it, from the step's output or, when that is nil, from whatever an unfinished attempt has left behind.
    ///
    /// Also called for a step that failed or was cut off. Must be repeatable, and content to find nothing.
    package var compensate: Compensation?

    package init(
        name: String, effect: EffectClass, weight: Double = 1, timeout: Duration? = nil, retry: RetryPolicy = .never,
        isNeeded: @escaping Condition = { _ in true }, run: @escaping Body, compensate: Compensation? = nil
    ) {
        self.name = name
        self.effect = effect
        self.weight = weight
        self.timeout = timeout
        self.retry = retry
        self.isNeeded = isNeeded
        self.run = run
        self.compensate = compensate
    }

    var policy: StepPolicy { StepPolicy(retry: retry, hasCompensation: compensate != nil) }
}
