// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined } from '../../src/live/joined';

const { signal } = new AbortController();
const numbers = async (cursor: string | undefined) => {
    const start = Number(cursor ?? 0);
    return { items: [start, start + 1], next: start < 4 ? String(start + 2) : undefined };
};

test('as many pages as are shown come together, and the place after them', async () => {
    assert.deepEqual(await joined(numbers, () => 1, signal), { items: [0, 1], next: '2' });
    assert.deepEqual(await joined(numbers, () => 2, signal), { items: [0, 1, 2, 3], next: '4' });
});

test('a list that has become shorter ends where it ends', async () => {
    assert.deepEqual(await joined(numbers, () => 9, signal), { items: [0, 1, 2, 3, 4, 5], next: undefined });
});
