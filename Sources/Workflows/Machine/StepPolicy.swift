// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What the machine must know of a step's definition to decide what comes next.
package struct StepPolicy: Sendable, Hashable {
    package var retry: RetryPolicy
    /// Whether there is anything to undo once the step has begun.
    package var hasCompensation: Bool

    package init(retry: RetryPolicy = .never, hasCompensation: Bool = false) {
        self.retry = retry
        self.hasCompensation = hasCompensation
    }
}

/// What to do next with a run, as decided by `RunMachine`. Steps are named by their position.
package enum RunAction: Sendable, Hashable {
    /// Carry out the step: its intent is in the journal.
    case perform(Int)
    /// Undo the step; it may or may not have happened.
    case compensate(Int)
    /// Let go of the run: a person or a moment will wake it.
    case wait
    /// Nothing is left to do.
    case finish
}

/// How a run ends when its last step is done.
package enum RunConclusion: Sendable, Hashable {
    case succeeded(JSONDocument?)
    /// Some targets succeeded and some did not.
    case partial(JSONDocument?, Failure)
    /// The steps are done and their result is not what it should be: the run is undone.
    case failed(Failure)
}

/// An event that a transition makes visible; it is appended in the transaction that records the transition.
package struct RunNotice: Sendable, Hashable {
    package var type: String
    package var data: JSONValue

    package init(_ type: String, _ data: JSONValue = [:]) {
        self.type = type
        self.data = data
    }
}
