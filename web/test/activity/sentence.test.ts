// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isDetail, sentence } from '../../src/activity/sentence';
import type { Event } from '../../src/api';

const event = (type: string, data?: unknown, run_id?: string): Event => (
    { cursor: 1, at: '2026-01-02T03:04:05.000Z', type, subject: 'project/p', run_id, data });
const told = (type: string, data?: unknown, kinds = new Map<string, string>()): string => (
    sentence(event(type, data, 'r'), kinds).text);

describe('what happened, in a sentence', () => {
    test('names what was done', () => {
        assert.equal(told('run.created', { kind: 'deploy', actor: 'ada' }), 'ada asked for a deployment');
        assert.equal(told('run.created', { kind: 'deploy', actor: 'local' }), 'The machine’s own user asked for a deployment');
        assert.equal(told('session.started', { session: 's', by: 'ada' }), 'ada signed in');
        assert.equal(told('session.started', { session: 's' }), 'Somebody signed in');
        assert.equal(told('run.created', { kind: 'scheduled_command', actor: null }), 'A scheduled command was due');
        assert.equal(told('user.changed', { fields: ['two_factor', 'email'], by: 'ada' }), 'ada changed an account: two factor, email');
        assert.equal(told('run.finished', { state: 'failed' }, new Map([['r', 'rollback']])), 'The rollback failed');
        assert.equal(told('run.finished', { state: 'succeeded' }), 'The run succeeded');
        assert.equal(told('release.canary', { release: 7, profile: 'staging', percent: 25 }), 'Release v7 of staging gets 25 % of the traffic');
        assert.equal(told('setting.changed', { name: 'history_keep', value: '5', by: 'ada' }), 'ada set history_keep to 5');
        assert.equal(told('setting.changed', { name: 'history_keep', by: 'local' }), 'The machine’s own user put setting history_keep back to its default');
        assert.equal(told('environment.changed', { name: 'PORT', profile: 'staging', by: 'ada' }), 'ada changed variable PORT of staging');
        assert.equal(told('project.created', { name: 'shop', by: null }), 'Somebody created the project');
        assert.equal(told('run.step_started', { step: 'release_command' }), 'Step release command began');
    });

    test('gives the reason of a failure', () => {
        const { detail, tone } = sentence(event('run.finished', { state: 'failed', failure: { message: 'no answer' } }), new Map());
        assert.deepEqual([detail, tone], ['no answer', 'danger']);
    });

    test('is there for types and data that are not known', () => {
        assert.equal(told('robot.woke_up'), 'Robot woke up');
        assert.equal(told('grant.changed', null), 'Somebody changed what somebody may do');
        assert.equal(told('constructor', null), 'Constructor');
        assert.equal(told('run.waiting', 'text'), 'The run waits for an answer');
    });

    test('tells steps apart from what matters to everybody', () => {
        assert.ok(isDetail(event('run.step_started')));
        assert.ok(!isDetail(event('run.finished')));
    });
});
