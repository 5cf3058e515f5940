// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Event, Run } from '../../src/api';
import { applied } from '../../src/runs/liveRun';
import { notableStep, runStage, runTitle } from '../../src/runs/description';

const step = (name: string) => ({ name, effect: 'repeatable' as const, state: 'pending' as const, attempt: 0, weight: 1 });
const run: Run = {
    id: 'r1', kind: 'deploy', kind_version: 2, subject: 'project/p1', project_id: 'p1', input: { profile: 'production' },
    state: 'pending', progress: 0, created_at: '2026-01-02T03:04:05.000Z', steps: [step('build'), step('start')],
};

function after(...events: [type: string, data?: unknown][]): Run {
    return events.reduce((current, [type, data], place): Run => {
        const at = new Date(Date.UTC(2026, 0, 2, 3, 4, 10 + place)).toISOString();
        const event: Event = { cursor: place, at, type, subject: 'project/p1', run_id: 'r1', data };
        return applied(current, event);
    }, run);
}

describe('a run that is followed', () => {
    test('goes through its steps', () => {
        const now = after(
            ['run.started'], ['run.step_started', { step: 'build', attempt: 1 }], ['run.progress', { percent: 20 }],
            ['run.step_succeeded', { step: 'build', percent: 50 }], ['run.step_started', { step: 'start', attempt: 1 }]);
        assert.equal(now.state, 'running');
        assert.equal(now.progress, 50);
        assert.deepEqual(now.steps.map((each) => each.state), ['succeeded', 'running']);
        assert.equal(runStage(now), 'Start');
    });

    test('fails with its reason, and what was done is undone', () => {
        const failure = { code: 'unhealthy', category: 'failed', message: 'no answer' };
        const now = after(
            ['run.started'], ['run.step_started', { step: 'build', attempt: 1 }], ['run.step_failed', { step: 'build', failure }],
            ['run.step_compensated', { step: 'start' }], ['run.finished', { state: 'failed', failure }]);
        assert.equal(now.state, 'failed');
        assert.equal(now.failure?.message, 'no answer');
        assert.equal(now.steps[0]!.failure?.code, 'unhealthy');
        assert.equal(now.steps[1]!.state, 'compensated');
        assert.equal(notableStep(now), 'build');
        assert.equal(runStage(now), 'Failed in build');
    });

    test('waits for an answer and goes on', () => {
        const question = { text: 'did it happen?', answers: ['retry'] };
        const waiting = after(['run.started'], ['run.waiting', { step: 'build', question }]);
        assert.equal(waiting.state, 'waiting');
        assert.equal(waiting.question?.text, 'did it happen?');
        const on = after(['run.waiting', { question }], ['run.answered'], ['run.step_started', { step: 'build', attempt: 2 }]);
        assert.equal(on.question, undefined);
        assert.equal(on.steps[0]!.attempt, 2);
        assert.equal(on.state, 'running');
    });

    test('a step that is tried again waits', () => {
        const now = after(['run.step_started', { step: 'build', attempt: 1 }], ['run.step_retrying', { step: 'build', failure: { message: 'x' } }]);
        assert.deepEqual([now.state, now.steps[0]!.state, now.steps[0]!.attempt], ['waiting', 'pending', 1]);
    });

    test('is not changed by what it doesn\'t know, nor by events of others', () => {
        assert.deepEqual(after(['run.something', { step: 7 }]), run);
        assert.equal(applied(run, { cursor: 1, at: '', type: 'run.finished', subject: '', run_id: 'r2', data: {} }), run);
    });
});

describe('a run\'s title', () => {
    const names = new Map([['p1', 'shop']]);
    test('says what is done to what', () => {
        assert.equal(runTitle(run, names), 'Deploy shop');
        assert.equal(runTitle({ ...run, kind: 'scheduled_command', input: { schedule: 'nightly' } }, names), 'Scheduled command nightly of shop');
        assert.equal(runTitle({ kind: 'backup', input: {}, project_id: undefined }, names), 'Back up');
        assert.equal(runTitle({ kind: 'destroy', input: { name: 'gone' }, project_id: 'p9' }, names), 'Destroy gone');
    });
});
