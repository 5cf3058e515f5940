// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Events that change how a run stands; what its steps write is none of them. */
export const runChanges = [
    'run.created', 'run.started', 'run.step_', 'run.progress', 'run.waiting', 'run.answered', 'run.cancelling', 'run.finished',
] as const;
