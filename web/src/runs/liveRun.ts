// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Answer, Event, Failure, Run, RunState, Step, StepState } from '../api';

type Data = Record<string, unknown>;

const stepEnds: Record<string, StepState> = {
    'run.step_succeeded': 'succeeded', 'run.step_skipped': 'skipped', 'run.step_failed': 'failed',
    'run.step_stopped': 'cancelled', 'run.step_compensated': 'compensated',
    'run.step_compensation_failed': 'compensation_failed',
};

/** A run as it is after one more of its events; events that it doesn't know change nothing. */
export function applied(run: Run, event: Event): Run {
    if (event.run_id !== run.id) return run;
    const data = (event.data ?? {}) as Data;
    const percent = typeof data.percent === 'number' ? data.percent : 0;
    const next: Run = { ...run, progress: Math.max(run.progress, percent) };
    const end = stepEnds[event.type];
    if (end) return withStep(next, data, (step) => ended(step, end, event.at, data));
    switch (event.type) {
        case 'run.started': return { ...next, state: 'running', started_at: run.started_at ?? event.at };
        case 'run.step_started': return begun(next, data, event.at);
        case 'run.step_retrying':
            return withStep({ ...next, state: 'waiting' }, data, (step) => ({
                ...step, state: 'pending', failure: data.failure as Failure, finished_at: event.at,
            }));
        case 'run.waiting': {
            const question = data.question as { text: string; answers: Answer[] } | undefined;
            return { ...next, state: 'waiting', question };
        }
        case 'run.answered': return { ...next, question: undefined };
        case 'run.cancelling': return { ...next, state: 'cancelling' };
        case 'run.finished': return finished(next, data, event.at);
        default: return next;
    }
}

function begun(run: Run, data: Data, at: string): Run {
    const state: RunState = run.state === 'cancelling' ? 'cancelling' : 'running';
    return withStep({ ...run, state, question: undefined }, data, (step) => ({
        ...step, state: 'running', started_at: at, finished_at: undefined, failure: undefined,
        attempt: typeof data.attempt === 'number' ? data.attempt : step.attempt + 1,
    }));
}

function ended(step: Step, state: StepState, at: string, data: Data): Step {
    // Undoing a step later says nothing about how long it took.
    const next: Step = { ...step, state, finished_at: step.finished_at ?? at };
    return data.failure ? { ...next, failure: data.failure as Failure } : next;
}

function finished(run: Run, data: Data, at: string): Run {
    const state = (data.state as RunState | undefined) ?? run.state;
    const isWhole = state === 'succeeded' || state === 'partial';
    return {
        ...run, state, finished_at: at, question: undefined, progress: isWhole ? 100 : run.progress,
        failure: (data.failure as Failure | undefined) ?? run.failure,
    };
}

/** Changes the step that the event names; one that the record didn't have is added. */
function withStep(run: Run, data: Data, change: (step: Step) => Step): Run {
    if (typeof data.step !== 'string') return run;
    const name = data.step;
    const known = run.steps.some((step) => step.name === name);
    const fresh: Step = { name, effect: 'repeatable', state: 'pending', attempt: 0, weight: 1 };
    const steps = known ? run.steps : [...run.steps, fresh];
    return { ...run, steps: steps.map((step) => (step.name === name ? change(step) : step)) };
}
