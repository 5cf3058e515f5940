// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// A run as the journal keeps it: what everybody sees, and what the engine needs to go on after a crash.
package struct RunJournal: Sendable, Hashable {
    package var run: Run
    /// One for each of `run.steps`, in the same order.
    package var marks: [StepMark]
    /// While the run waits for a moment in time: that moment.
    package var wakeAt: Timestamp?
    /// Set once, never cleared: the run will end without taking a further step.
    package var isCancelRequested: Bool
    /// The newer run of the same subject that asked for the cancellation.
    package var supersededBy: RunID?

    package init(
        run: Run, marks: [StepMark]? = nil, wakeAt: Timestamp? = nil, isCancelRequested: Bool = false,
        supersededBy: RunID? = nil
    ) {
        self.run = run
        self.marks = marks ?? run.steps.map { _ in StepMark() }
        self.wakeAt = wakeAt
        self.isCancelRequested = isCancelRequested
        self.supersededBy = supersededBy
    }
}

/// What the engine remembers of one step beyond its visible record.
package struct StepMark: Sendable, Hashable {
    /// Attempts that ended in a failure; a crash in the middle of one does not count.
    package var failures: Int
    /// Whether the step's compensation has finished.
    package var isUndone: Bool

    package init(failures: Int = 0, isUndone: Bool = false) {
        self.failures = failures
        self.isUndone = isUndone
    }
}
