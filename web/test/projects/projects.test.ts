// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { merged } from '../../src/activity/merged';
import type { Event, Release } from '../../src/api';
import { nameProblem, suggestedName } from '../../src/pages/shipping/create/projectName';
import { groupsOf } from '../../src/pages/shipping/project/processGroups';

describe('a project\'s name', () => {
    test('is a DNS label', () => {
        for (const name of ['a', 'shop', 'shop-2', `a${'b'.repeat(39)}`]) assert.equal(nameProblem(name), undefined, name);
        for (const name of ['', '2shop', 'shop-', '-shop', 'Shop', 'a.b', `a${'b'.repeat(40)}`]) assert.ok(nameProblem(name), name);
    });

    test('is typed without being corrected all the time', () => {
        assert.equal(suggestedName('My Shop_2'), 'my-shop-2');
        assert.equal(suggestedName('shop-'), 'shop-');
    });
});

describe('the processes of a release', () => {
    const release = { settings: { instances: 2, workers: [{ name: 'mail', command: 'x', instances: 1 }] } } as unknown as Release;
    const process = (name: string) => ({ name, state: 'running', restarts: 0 });

    test('are grouped by what they do, as many as run', () => {
        const groups = groupsOf(release, { state: 'running', restarts: 0, processes: ['web.1', 'web.2', 'web.3', 'mail.1'].map(process) });
        assert.deepEqual(groups.map(({ name, count, least }) => [name, count, least]), [['web', 3, 1], ['mail', 1, 0]]);
    });

    test('are as many as declared where nothing runs, and one where the server says no more', () => {
        assert.deepEqual(groupsOf(release, undefined).map(({ count }) => count), [2, 1]);
        for (const processes of [undefined, []]) {
            const [web] = groupsOf(release, { state: 'running', restarts: 0, processes });
            assert.deepEqual(web!.processes.map(({ name }) => name), ['web.1']);
        }
    });
});

describe('the events of a feed', () => {
    const event = (cursor: number): Event => ({ cursor, at: '', type: '', subject: '', data: null });

    test('are there once, newest first, from whichever end they come', () => {
        const known = [event(5), event(3)];
        assert.deepEqual(merged(known, [event(7), event(5), event(1)]).map(({ cursor }) => cursor), [7, 5, 3, 1]);
        assert.equal(merged(known, [event(3)]), known);
    });
});
