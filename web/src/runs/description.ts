// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Run, SourceOrigin } from '../api';
import { actorName, phrase } from '../format/words';
import { words } from '../kit/tone';

/** Projects by their ID, as far as they are known. */
export type ProjectNames = ReadonlyMap<string, string>;

const states = ['pending', 'running', 'waiting', 'cancelling'];

export function isOver(run: Pick<Run, 'state'>): boolean {
    return !states.includes(run.state);
}

function field(value: unknown, name: string): unknown {
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown, name: string): string | undefined {
    const found = field(value, name);
    return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The name of the project a run is of; a destroyed one is told by the run's own input. */
export function projectName(run: Pick<Run, 'project_id' | 'input'>, names: ProjectNames): string | undefined {
    return (run.project_id && names.get(run.project_id)) || text(run.input, 'name');
}

/** The profile a run is about; nothing when it is about none. */
export function profileOf(run: Pick<Run, 'input'>): string | undefined {
    return text(run.input, 'profile');
}

const verbs: Record<string, string> = {
    deploy: 'Deploy', rollback: 'Roll back', scale: 'Scale', destroy: 'Destroy', backup: 'Back up', prune: 'Prune',
    retire: 'Retire a release', rebuild: 'Build a release again', scheduled_command: 'Scheduled command',
};

/** What a run does, e.g. `Deploy shop`. */
export function runTitle(run: Pick<Run, 'kind' | 'project_id' | 'input'>, names: ProjectNames): string {
    const verb = verbs[run.kind] ?? words(run.kind);
    const project = projectName(run, names);
    if (run.kind === 'scheduled_command') {
        const schedule = text(run.input, 'schedule');
        return schedule ? `${verb} ${schedule}${project ? ` of ${project}` : ''}` : verb;
    }
    if (run.kind === 'retire' || run.kind === 'rebuild') return project ? `${verb} of ${project}` : verb;
    return project ? `${verb} ${project}` : verb;
}

/** The commit that a deployment was uploaded from. */
export function originOf(run: Pick<Run, 'input'>): SourceOrigin | undefined {
    const origin = field(run.input, 'origin');
    return text(origin, 'commit') ? (origin as SourceOrigin) : undefined;
}

/** Who asked for a run; nothing for what Dextra began itself. */
export function requester(run: Pick<Run, 'actor'>): string | undefined {
    return run.actor && actorName(run.actor);
}

/** The release that a run put into service, and where it answers; nothing when it put none there. */
export function outcomeOf(run: Pick<Run, 'state' | 'output'>): { release: number; urls: string[] } | undefined {
    const release = field(run.output, 'release');
    const url = text(run.output, 'url');
    if (run.state !== 'succeeded' || typeof release !== 'number' || url === undefined) return undefined;
    const others = field(run.output, 'alternatives');
    return { release, urls: [url, ...(Array.isArray(others) ? others.map(String) : [])] };
}

/** Why a run began that nobody asked for. */
export function runReason(run: Pick<Run, 'kind'>): string | undefined {
    if (run.kind === 'scheduled_command') return 'its time had come';
    if (run.kind === 'retire') return 'its time of being kept warm is over';
    return undefined;
}

/** The step to look at first: the one that failed, else the one that runs. */
export function notableStep(run: Run): string | undefined {
    const step = run.steps.find(({ state }) => state === 'failed')
        ?? run.steps.find(({ state }) => state === 'running')
        ?? run.steps.find(({ state }) => state === 'compensation_failed');
    return step?.name;
}

/** What a run does right now, in a few words. */
export function runStage(run: Run): string {
    const step = run.steps.find(({ state }) => state === 'running');
    if (run.state === 'pending') return 'Waits for its turn';
    if (run.state === 'waiting') return run.question ? 'Waits for an answer' : 'Will be tried again soon';
    if (run.state === 'cancelling') return 'Is being cancelled';
    if (step) return words(step.name);
    if (run.state === 'failed') {
        const failed = notableStep(run);
        return failed ? `Failed in ${phrase(failed)}` : 'Failed';
    }
    return words(run.state);
}
