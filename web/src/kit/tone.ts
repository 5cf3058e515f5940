// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReleaseStatus, RunState, StepState } from '../api';

/** What a colour says. */
export type Tone = 'neutral' | 'accent' | 'success' | 'running' | 'warning' | 'danger';

const tones: Record<RunState | StepState | ReleaseStatus, Tone> = {
    pending: 'neutral', running: 'running', waiting: 'warning', cancelling: 'warning', succeeded: 'success',
    failed: 'danger', partial: 'warning', cancelled: 'neutral', rolled_back: 'warning', skipped: 'neutral',
    compensated: 'warning', compensation_failed: 'danger',
    candidate: 'running', active: 'success', warm: 'accent', stopped: 'neutral', pruned: 'neutral',
};

/** The colour of a run's, step's or release's state, or of what a platform says of a service. */
export function toneOf(state: string): Tone {
    const known: Record<string, Tone | undefined> = tones;
    if (known[state]) return known[state]!;
    if (state === 'healthy' || state === 'live') return 'success';
    if (state === 'starting' || state === 'restarting') return 'running';
    if (state === 'unhealthy' || state === 'crash_looping' || state === 'exited') return 'danger';
    return 'neutral';
}

/** `rolled_back` as people say it. */
export function words(state: string): string {
    const text = state.replace(/[_-]/g, ' ');
    return text.charAt(0).toUpperCase() + text.slice(1);
}
