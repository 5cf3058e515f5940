// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Run, StepState } from '../../src/api';
import { notableStep, outcomeOf, requester, runStage, runTitle } from '../../src/runs/description';

const step = (name: string, state: StepState = 'pending') => (
    { name, effect: 'repeatable' as const, state, attempt: 0, weight: 1 });
const run: Run = {
    id: 'r1', kind: 'deploy', kind_version: 2, subject: 'project/p1', project_id: 'p1', input: { profile: 'production' },
    state: 'pending', progress: 0, created_at: '2026-01-02T03:04:05.000Z', steps: [step('build'), step('start')],
};

describe('a run\'s title', () => {
    const names = new Map([['p1', 'shop']]);
    test('says what is done to what', () => {
        assert.equal(runTitle(run, names), 'Deploy shop');
        assert.equal(runTitle({ ...run, kind: 'scheduled_command', input: { schedule: 'nightly' } }, names), 'Scheduled command nightly of shop');
        assert.equal(runTitle({ kind: 'backup', input: {}, project_id: undefined }, names), 'Back up');
        assert.equal(runTitle({ kind: 'destroy', input: { name: 'gone' }, project_id: 'p9' }, names), 'Destroy gone');
    });
});

describe('the stage of a run', () => {
    test('is the step that runs, or that failed', () => {
        const going: Run = { ...run, state: 'running', steps: [step('build', 'succeeded'), step('start', 'running')] };
        assert.equal(runStage(going), 'Start');
        const failed: Run = { ...run, state: 'failed', steps: [step('package', 'compensated'), step('start', 'failed')] };
        assert.equal(runStage(failed), 'Failed in start');
        assert.equal(notableStep(failed), 'start');
    });

    test('says why nothing happens', () => {
        assert.equal(runStage(run), 'Waits for its turn');
        assert.equal(runStage({ ...run, state: 'waiting', question: { text: '?', answers: ['retry'] } }), 'Waits for an answer');
        assert.equal(runStage({ ...run, state: 'waiting' }), 'Will be tried again soon');
    });
});

describe('what came of a run', () => {
    const output = { release: 3, profile: 'production', url: 'http://127.0.0.1:8103', alternatives: ['http://shop.localhost'] };
    test('is the release that it put into service, and its addresses', () => {
        assert.deepEqual(outcomeOf({ state: 'succeeded', output }), {
            release: 3, urls: ['http://127.0.0.1:8103', 'http://shop.localhost'],
        });
        assert.deepEqual(outcomeOf({ state: 'succeeded', output: { release: 3, url: 'http://a' } })?.urls, ['http://a']);
    });

    test('is nothing for a run that failed, or put none there', () => {
        assert.equal(outcomeOf({ state: 'rolled_back', output }), undefined);
        for (const other of [undefined, null, 'done', {}, { release: 'v3', url: 'http://a' }, { release: 3 }]) {
            assert.equal(outcomeOf({ state: 'succeeded', output: other }), undefined);
        }
    });
});

test('who asked for a run is told by name, the machine’s user by what it is', () => {
    assert.equal(requester({ actor: 'ada' }), 'ada');
    assert.equal(requester({ actor: 'local' }), 'the machine’s own user');
    assert.equal(requester({}), undefined);
});
