// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { instant } from '../format/time';

/** What the timeline needs of a run. */
export interface TimedRun {
    readonly state: string;
    readonly created_at: string;
    readonly started_at?: string | null;
    readonly finished_at?: string | null;
    readonly steps: readonly TimedStep[];
}

export interface TimedStep {
    readonly name: string;
    readonly state: string;
    readonly attempt: number;
    readonly started_at?: string | null;
    readonly finished_at?: string | null;
}

/** A bar, as shares of the width. */
export interface Bar {
    readonly left: number;
    readonly width: number;
    /** Milliseconds. */
    readonly duration: number;
}

export interface TimelineRow {
    readonly name: string;
    /** The step's state; `waiting` for one about which a person is asked or that is tried again later. */
    readonly state: string;
    readonly attempt: number;
    /** None for a step that was never begun. */
    readonly bar?: Bar;
}

export interface Timeline {
    readonly rows: readonly TimelineRow[];
    /** The time before the run began, when it had to wait for its turn. */
    readonly queued?: Bar;
    /** Milliseconds from end to end. */
    readonly span: number;
    /** Milliseconds from the left, with their share of the width. */
    readonly ticks: readonly { readonly at: number; readonly left: number }[];
}

/** Shorter waits for a worker are not worth a word. */
const noticedWait = 1000;
/** A bar that is too narrow to be seen says that nothing happened. */
const leastWidth = 0.004;

const begun = new Set(['running', 'succeeded', 'failed', 'cancelled', 'compensated', 'compensation_failed']);

/** Lays a run's steps out over its time, up to now when it isn't over. */
export function timeline(run: TimedRun, now: number): Timeline {
    const created = instant(run.created_at) ?? now;
    const started = instant(run.started_at);
    const wait = (started ?? instant(run.finished_at) ?? now) - created;
    const isQueued = wait >= noticedWait;
    const from = isQueued ? created : started ?? created;
    const to = Math.max(instant(run.finished_at) ?? now, from + 1000);
    const bar = (start: number, end: number): Bar => {
        const left = Math.min(Math.max((start - from) / (to - from), 0), 1 - leastWidth);
        const width = Math.min(Math.max((end - start) / (to - from), leastWidth), 1 - left);
        return { left, width, duration: Math.max(0, end - start) };
    };
    const rows = run.steps.map((step): TimelineRow => {
        const start = instant(step.started_at);
        const isBegun = start !== undefined && (begun.has(step.state) || step.attempt > 0);
        return {
            name: step.name, attempt: step.attempt, state: shownState(run, step),
            bar: isBegun ? bar(start, instant(step.finished_at) ?? to) : undefined,
        };
    });
    const ticks = tickValues(to - from).map((at) => ({ at, left: at / (to - from) }));
    return { rows, queued: isQueued ? bar(created, created + wait) : undefined, span: to - from, ticks };
}

function shownState(run: TimedRun, step: TimedStep): string {
    if (run.state === 'waiting' && (step.state === 'running' || (step.state === 'pending' && step.attempt > 0))) {
        return 'waiting';
    }
    return step.state;
}

/** A tick's time: `15 s`, `1:15 min`, `2 h`. */
export function tickLabel(milliseconds: number): string {
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 60) return `${seconds} s`;
    const [size, unit] = seconds < 3600 ? [60, 'min'] : [3600, 'h'];
    const rest = seconds % size;
    const part = size === 60 ? rest : Math.floor(rest / 60);
    return `${Math.floor(seconds / size)}${part > 0 ? `:${String(part).padStart(2, '0')}` : ''} ${unit}`;
}

const rounds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/** Four or so whole seconds, minutes or hours, the beginning left out. */
export function tickValues(span: number): number[] {
    const step = (rounds.find((seconds) => span / (seconds * 1000) <= 6) ?? 7 * 86_400) * 1000;
    const values: number[] = [];
    for (let at = step; at < span && values.length < 12; at += step) values.push(at);
    return values;
}
