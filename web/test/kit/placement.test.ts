// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placement } from '../../src/kit/placement';

const room = { width: 400, height: 300 };
const menu = { width: 120, height: 100 };
const button = (left: number, top: number) => ({ left, top, right: left + 30, bottom: top + 20 });
const down = { align: 'end', opens: 'down' } as const;

test('a menu opens under its button, its end where the button ends', () => {
    assert.deepEqual(placement(button(200, 50), menu, room, down), { top: 74, left: 110 });
    assert.deepEqual(placement(button(200, 50), menu, room, { ...down, align: 'start' }), { top: 74, left: 200 });
});

test('a menu opens on the other side where it has no room', () => {
    assert.equal(placement(button(200, 250), menu, room, down).top, 146);
    assert.equal(placement(button(200, 20), menu, room, { ...down, opens: 'up' }).top, 44);
    assert.equal(placement(button(200, 250), menu, room, { ...down, opens: 'up' }).top, 146);
});

test('a menu stays within the window where neither side has room', () => {
    const tall = { width: 120, height: 280 };
    assert.deepEqual(placement(button(10, 140), tall, room, down), { top: 12, left: 8 });
    assert.equal(placement(button(360, 50), menu, room, { ...down, align: 'start' }).left, 272);
    assert.equal(placement(button(10, 50), { width: 900, height: 40 }, room, down).left, 8);
});
