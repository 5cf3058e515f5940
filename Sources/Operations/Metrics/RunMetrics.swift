// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Metrics
package import Model
import Primitives

/// What this node's engine carries out: each run and step is counted once, where its end was recorded.
package struct RunMetrics: Sendable {
    private let runs: Labelled<Counter>
    private let durations: Labelled<Histogram>
    private let waits: Labelled<Histogram>
    private let steps: Labelled<Counter>
    private let stepDurations: Labelled<Histogram>

    package init(_ registry: MetricsRegistry) {
        runs = registry.counters(
            "dextra_runs_total", "Runs that ended, by kind and outcome.", labels: ["kind", "outcome"])
        durations = registry.histograms(
            "dextra_run_duration_seconds", "From a run's first step to its end, by kind.", labels: ["kind"],
            bounds: Histogram.workBounds)
        waits = registry.histograms(
            "dextra_run_queue_seconds", "From a run's submission to its first step, by kind.", labels: ["kind"],
            bounds: Histogram.workBounds)
        steps = registry.counters(
            "dextra_steps_total", "Steps that ended, by kind of run, step and outcome.",
            labels: ["kind", "step", "outcome"])
        stepDurations = registry.histograms(
            "dextra_step_duration_seconds",
            "How long the attempts of steps took that ended them, by kind of run and step.",
            labels: ["kind", "step"], bounds: Histogram.workBounds)
    }

    /// For `WorkflowEngine`'s observer.
    package func observe(_ before: Run, _ after: Run) {
        if before.startedAt == nil, let began = after.startedAt {
            waits.with(after.kind).observe(began - after.createdAt)
        }
        for (old, new) in zip(before.steps, after.steps) where old.state != new.state && Self.ends.contains(new.state) {
            steps.with(after.kind, new.name, new.state.rawValue).increment()
            if let began = new.startedAt, let ended = new.finishedAt {
                stepDurations.with(after.kind, new.name).observe(ended - began)
            }
        }
        guard !before.state.isTerminal, after.state.isTerminal else { return }
        runs.with(after.kind, after.state.rawValue).increment()
        if let began = after.startedAt, let ended = after.finishedAt {
            durations.with(after.kind).observe(ended - began)
        }
    }

    private static let ends: Set<StepState> = [
        .succeeded, .failed, .skipped, .cancelled, .compensated, .compensationFailed,
    ]
}
