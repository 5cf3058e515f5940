// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteSize, duration, relativeTime } from '../../src/kit/format';

test('durations are as exact as people need them', () => {
    assert.equal(duration(-5), '0 ms');
    assert.equal(duration(840), '840 ms');
    assert.equal(duration(9940), '9.9 s');
    assert.equal(duration(59_999), '59 s');
    assert.equal(duration(200_000), '3 min 20 s');
    assert.equal(duration(7_500_000), '2 h 5 min');
    assert.equal(duration(4 * 86_400_000 + 3 * 3_600_000), '4 d 3 h');
});

test('times are told from now, in both directions', () => {
    const now = 1_800_000_000_000;
    assert.equal(relativeTime(now - 2000, now), 'now');
    assert.match(relativeTime(now - 180_000, now), /^3.*ago$/);
    assert.match(relativeTime(now + 2 * 86_400_000, now), /^in 2/);
});

test('sizes are counted in powers of ten', () => {
    assert.equal(byteSize(999), '999 B');
    assert.equal(byteSize(12_300), '12.3 kB');
    assert.equal(byteSize(340_000_000), '340 MB');
});
