// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    package static let nodeNotFound = FailureCode("node_not_found", .notFound)
    /// The node still gives signs of life.
    package static let nodeLive = FailureCode("node_live", .conflict)
    /// The node that alone could carry the run out was given up.
    package static let nodeLost = FailureCode("node_lost", .unavailable)
    package static let runNotFound = FailureCode("run_not_found", .notFound)
    /// The run is over, so it can't be cancelled any more.
    package static let runFinished = FailureCode("run_finished", .conflict)
    /// The run asks nothing, or not what was answered.
    package static let noSuchQuestion = FailureCode("no_such_question", .conflict)
    /// No run of this kind can be begun here.
    package static let runKindUnknown = FailureCode("run_kind_unknown", .invalid)
    /// The run was recorded by a version of its kind that this binary can't go on with.
    package static let runKindUnsupported = FailureCode("run_kind_unsupported", .conflict)
    /// The idempotency key was used before, for something else.
    package static let idempotencyConflict = FailureCode("idempotency_conflict", .conflict)
    package static let stepTimedOut = FailureCode("step_timed_out", .timedOut)
    /// A step asked for the output of one that has none.
    package static let noOutput = FailureCode("no_output", .internal)
    package static let runCancelled = FailureCode("run_cancelled", .cancelled)
    /// A newer run of the same subject took this one's place.
    package static let runSuperseded = FailureCode("run_superseded", .cancelled)
    /// A person decided to give up on a step in doubt.
    package static let runAborted = FailureCode("run_aborted", .cancelled)
    /// The run was to be undone and an effect could not be.
    package static let compensationFailed = FailureCode("compensation_failed", .internal)
    /// Only what is over and did not succeed can be started once more.
    package static let runNotRetryable = FailureCode("run_not_retryable", .conflict)
    package static let runKindChanged = FailureCode("run_kind_changed", .conflict)
}
