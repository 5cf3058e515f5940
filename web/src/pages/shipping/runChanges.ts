// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Events after which a run stands elsewhere: what a list of runs says of it. */
export const runMoves = [
    'run.created', 'run.started', 'run.step_started', 'run.waiting', 'run.answered', 'run.cancelling', 'run.finished',
] as const;

/** Events that change anything of a run; what its steps write is none of them. */
export const runChanges = [...runMoves, 'run.step_', 'run.progress'] as const;
