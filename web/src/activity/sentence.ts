// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Event } from '../api';
import { actorName, capitalized, phrase } from '../format/words';

/** How an event is told. */
export interface Sentence {
    readonly text: string;
    /** What it means, for its colour. */
    readonly tone: 'neutral' | 'accent' | 'success' | 'running' | 'warning' | 'danger';
    /** More of it in words of the server. */
    readonly detail?: string;
}

/** What a run does, by its ID, as far as it is known: `deploy`. */
export type RunKinds = ReadonlyMap<string, string>;

type Data = Record<string, unknown>;

function words(data: Data, name: string): string {
    const value = data[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function message(data: Data): string | undefined {
    const failure = data.failure as { message?: unknown } | undefined;
    return typeof failure?.message === 'string' ? failure.message : undefined;
}

const names: Record<string, string> = {
    deploy: 'deployment', rollback: 'rollback', scale: 'scaling', destroy: 'destruction', backup: 'backup',
    prune: 'pruning', retire: 'retirement of a release', rebuild: 'rebuild of a release',
    scheduled_command: 'scheduled command',
};

/** A kind of run as a noun: `deployment`. */
export function kindNoun(kind: string | undefined): string {
    return kind === undefined ? 'run' : names[kind] ?? phrase(kind);
}

const ends: Record<string, [string, Sentence['tone']]> = {
    succeeded: ['succeeded', 'success'], failed: ['failed', 'danger'], partial: ['succeeded in part', 'warning'],
    cancelled: ['was cancelled', 'neutral'], rolled_back: ['failed and was undone', 'warning'],
};

type Teller = (data: Data, noun: string) => Sentence;

const release = (data: Data): string => `release v${words(data, 'release')} of ${words(data, 'profile')}`;
function serviceTone(state: string): Sentence['tone'] {
    if (/crash|fail|unhealthy|exited|lost/.test(state)) return 'danger';
    return /running|healthy/.test(state) ? 'success' : 'warning';
}

/** Who did it, to begin a sentence with. */
const by = (data: Data): string => `${actorName(words(data, 'by')) || 'somebody'} `;
const list = (data: Data, name: string): string => {
    const value = data[name];
    return Array.isArray(value) ? value.map((each) => phrase(String(each))).join(', ') : '';
};
const step = (data: Data): string => `step ${phrase(words(data, 'step'))}`;

const tellers: Record<string, Teller> = {
    'run.created': (data, noun) => ({
        text: words(data, 'actor') ? `${actorName(words(data, 'actor'))} asked for a ${noun}` : `a ${noun} was due`, tone: 'neutral',
    }),
    'run.started': (_, noun) => ({ text: `the ${noun} began`, tone: 'running' }),
    'run.progress': (data, noun) => ({
        text: `the ${noun} is at ${words(data, 'percent')} %`, tone: 'running', detail: words(data, 'message') || undefined,
    }),
    'run.step_started': (data) => ({ text: `${step(data)} began`, tone: 'running' }),
    'run.step_succeeded': (data) => ({ text: `${step(data)} is done`, tone: 'success' }),
    'run.step_skipped': (data) => ({ text: `${step(data)} was not needed`, tone: 'neutral' }),
    'run.step_failed': (data) => ({ text: `${step(data)} failed`, tone: 'danger', detail: message(data) }),
    'run.step_retrying': (data) => ({ text: `${step(data)} will be tried again`, tone: 'warning', detail: message(data) }),
    'run.step_stopped': (data) => ({ text: `${step(data)} was stopped`, tone: 'neutral' }),
    'run.step_compensated': (data) => ({ text: `${step(data)} was undone`, tone: 'warning' }),
    'run.step_compensation_failed': (data) => ({
        text: `${step(data)} could not be undone`, tone: 'danger', detail: message(data),
    }),
    'run.waiting': (data, noun) => ({
        text: `the ${noun} waits for an answer`, tone: 'warning',
        detail: words((data.question ?? {}) as Data, 'text') || undefined,
    }),
    'run.answered': (data, noun) => ({ text: `the ${noun} was answered: ${words(data, 'answer')}`, tone: 'neutral' }),
    'run.cancelling': (_, noun) => ({ text: `the ${noun} is being cancelled`, tone: 'warning' }),
    'run.finished': (data, noun) => {
        const [verb, tone] = ends[words(data, 'state')] ?? ['ended', 'neutral'];
        return { text: `the ${noun} ${verb}`, tone, detail: message(data) };
    },
    'release.created': (data) => ({ text: `${release(data)} was made`, tone: 'neutral' }),
    'release.activated': (data) => ({ text: `${release(data)} gets the traffic`, tone: 'success' }),
    'release.active': (data) => ({ text: `${release(data)} is active`, tone: 'success' }),
    'release.warm': (data) => ({ text: `${release(data)} is kept warm`, tone: 'neutral' }),
    'release.stopped': (data) => ({ text: `${release(data)} was stopped`, tone: 'neutral' }),
    'release.failed': (data) => ({ text: `${release(data)} was refused`, tone: 'danger' }),
    'release.pruned': (data) => ({ text: `${release(data)} was removed`, tone: 'neutral' }),
    'release.canary': (data) => ({
        text: `${release(data)} gets ${words(data, 'percent')} % of the traffic`, tone: 'running',
    }),
    'service.state': (data) => {
        const state = words(data, 'state');
        return { text: `${release(data)} is ${phrase(state)}`, tone: serviceTone(state), detail: words(data, 'detail') || undefined };
    },
    'project.created': (data) => ({ text: `${by(data)}created the project`, tone: 'accent' }),
    'project.changed': (data) => ({ text: `${by(data)}changed the project's description`, tone: 'neutral' }),
    'project.destroyed': () => ({ text: 'the project was destroyed', tone: 'danger' }),
    'environment.changed': (data) => ({
        text: `${by(data)}changed variable ${words(data, 'name')} of ${words(data, 'profile')}`, tone: 'neutral',
    }),
    'user.created': (data) => ({ text: `${by(data)}made the account of ${words(data, 'name')}`, tone: 'accent' }),
    'user.changed': (data) => ({ text: `${by(data)}changed an account: ${list(data, 'fields')}`, tone: 'neutral' }),
    'user.deleted': (data) => ({ text: `${by(data)}deleted the account of ${words(data, 'name')}`, tone: 'warning' }),
    'team.created': (data) => ({ text: `${by(data)}made the team ${words(data, 'name')}`, tone: 'accent' }),
    'team.changed': (data) => ({ text: `${by(data)}changed the team ${words(data, 'name')}`, tone: 'neutral' }),
    'team.deleted': (data) => ({ text: `${by(data)}deleted the team ${words(data, 'name')}`, tone: 'warning' }),
    'grant.changed': (data) => ({
        text: `${by(data)}changed what somebody may do`, tone: 'warning',
        detail: list(data, 'grants') || 'nothing any more',
    }),
    'session.started': (data) => ({ text: `${by(data)}signed in`, tone: 'neutral' }),
    'session.ended': () => ({ text: 'a session ended', tone: 'neutral' }),
    'token.created': (data) => ({ text: `the access token ${words(data, 'name')} was made`, tone: 'neutral' }),
    'token.revoked': (data) => ({ text: `the access token ${words(data, 'name')} was revoked`, tone: 'warning' }),
    'credential.stored': (data) => ({ text: `${by(data)}stored a credential`, tone: 'neutral' }),
    'credential.deleted': (data) => ({ text: `${by(data)}deleted a credential`, tone: 'warning' }),
    'audit.anchored': () => ({ text: 'the audit log was anchored', tone: 'neutral' }),
    'setting.changed': (data) => ({
        text: data.value === undefined
            ? `${by(data)}put setting ${words(data, 'name')} back to its default`
            : `${by(data)}set ${words(data, 'name')} to ${words(data, 'value')}`,
        tone: 'neutral',
    }),
    'node.given_up': (data) => ({ text: `${by(data)}gave node ${words(data, 'node')} up`, tone: 'warning' }),
};

/** What happened, as a person would say it. An event of a kind that is not known here is told by its type. */
export function sentence(event: Event, kinds: RunKinds): Sentence {
    const data = (typeof event.data === 'object' && event.data !== null ? event.data : {}) as Data;
    const kind = words(data, 'kind') || (event.run_id && kinds.get(event.run_id)) || undefined;
    const teller = Object.prototype.hasOwnProperty.call(tellers, event.type) ? tellers[event.type] : undefined;
    const told = teller?.(data, kindNoun(kind)) ?? { text: phrase(event.type.replace('.', ' ')), tone: 'neutral' as const };
    // A person's name is written as it is.
    const person = words(data, 'actor') || words(data, 'by');
    return { ...told, text: person && told.text.startsWith(person) ? told.text : capitalized(told.text) };
}

/** Steps and their progress, which only somebody who follows a run wants to see. */
export function isDetail(event: Event): boolean {
    return event.type.startsWith('run.step_') || event.type === 'run.progress' || event.type === 'run.log'
        || ['run.started', 'release.created', 'release.active', 'audit.anchored'].includes(event.type);
}
