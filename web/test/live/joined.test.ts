// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, type Part } from '../../src/live/joined';

const { signal } = new AbortController();

/** A list of so many numbers, and what was asked of it. */
function numbers(count: number) {
    const parts: Part[] = [];
    const load = async (part: Part) => {
        parts.push(part);
        const start = Number(part.cursor ?? 0);
        const end = Math.min(start + part.limit, count);
        const items = Array.from({ length: end - start }, (_, at) => start + at);
        return { items, next: end < count ? String(end) : undefined };
    };
    return { load, parts };
}

test('a page comes when nobody wants more', async () => {
    const { load, parts } = numbers(120);
    const { items, next } = await joined(load, () => 0, signal);
    assert.deepEqual([items.length, next], [50, '50']);
    assert.deepEqual(parts, [{ cursor: undefined, limit: 50 }]);
});

test('as much as is shown comes at once, and the place after it', async () => {
    const { load, parts } = numbers(400);
    const { items, next } = await joined(load, () => 150, signal);
    assert.deepEqual([items.length, next, parts.length], [150, '150', 1]);
});

test('more than the API gives at once comes in parts', async () => {
    const { load, parts } = numbers(5000);
    const { items } = await joined(load, () => 2020, signal);
    assert.deepEqual(items, Array.from({ length: 2050 }, (_, at) => at));
    assert.deepEqual(parts.map(({ limit }) => limit), [1000, 1000, 50]);
});

test('what is wanted while a part is on its way comes too', async () => {
    const { load } = numbers(400);
    let wanted = 0;
    const list = joined(load, () => wanted, signal);
    wanted = 100;
    assert.equal((await list).items.length, 100);
});

test('a list that has become shorter ends where it ends', async () => {
    const { load } = numbers(6);
    assert.deepEqual(await joined(load, () => 100, signal), { items: [0, 1, 2, 3, 4, 5], next: undefined });
});
