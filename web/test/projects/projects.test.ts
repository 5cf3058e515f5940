// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { merged } from '../../src/activity/merged';
import type { Event, Release } from '../../src/api';
import { nameProblem, suggestedName } from '../../src/pages/shipping/create/projectName';
import { groupsOf, instancesToAsk, wishFor } from '../../src/pages/shipping/project/processGroups';

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

    test('are one where the server says no more', () => {
        for (const processes of [undefined, []]) {
            const [web] = groupsOf(release, { state: 'running', restarts: 0, processes });
            assert.deepEqual(web!.processes.map(({ name }) => name), ['web.1']);
        }
    });

    test('are none of a worker that was scaled to none, whatever is declared', () => {
        const running = { state: 'running', restarts: 0, processes: ['web.1', 'web.2'].map(process) };
        assert.deepEqual(groupsOf(release, running).map(({ count, declared }) => [count, declared]), [[2, 2], [0, 1]]);
    });

    test('are of unknown number where nobody could look, and what was declared is no more than that', () => {
        const unknown = { state: 'absent', restarts: 0, last_exit: 'unknown: Docker does not answer' };
        for (const service of [undefined, unknown]) {
            const groups = groupsOf(release, service);
            assert.deepEqual(groups.map(({ count, declared }) => [count, declared]), [[undefined, 2], [undefined, 1]]);
        }
        assert.equal(groupsOf(release, unknown)[0]!.processes[0]!.last_exit, unknown.last_exit);
    });
});

describe('what is asked for when processes are scaled', () => {
    const release = { settings: { instances: 1, workers: [{ name: 'mail', command: 'x', instances: 2 }] } } as unknown as Release;
    const running = (...names: string[]) =>
        groupsOf(release, { state: 'running', restarts: 0, processes: names.map((name) => ({ name, state: 'running', restarts: 0 })) });

    test('is what somebody changed: a worker that was scaled to none stays so', () => {
        assert.deepEqual(instancesToAsk(running('web.1'), { web: { from: 1, to: 2 } }), { web: 2 });
    });

    test('can be the declared number, from none and where it is unknown how many there are', () => {
        assert.deepEqual(instancesToAsk(running('web.1'), { mail: { from: 0, to: 2 } }), { mail: 2 });
        assert.deepEqual(instancesToAsk(groupsOf(release, undefined), { mail: { from: undefined, to: 2 } }), { mail: 2 });
        assert.deepEqual(instancesToAsk(groupsOf(release, undefined), {}), {});
    });

    test('is nothing once the number is the wanted one, or was changed by others', () => {
        const [web] = running('web.1', 'web.2', 'web.3');
        assert.equal(wishFor(web!, { web: { from: 1, to: 3 } }), undefined);
        assert.equal(wishFor(web!, { web: { from: 1, to: 2 } }), undefined);
        assert.equal(wishFor(web!, { web: { from: 3, to: 3 } }), undefined);
        assert.equal(wishFor(web!, { web: { from: 3, to: 2 } }), 2);
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
