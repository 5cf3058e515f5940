// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { age, instant } from '../../src/format/age';
import { briefDuration, duration } from '../../src/format/duration';
import { bytes, counted, grouped, percent } from '../../src/format/quantity';
import { phrase, shortID, title } from '../../src/format/words';

describe('text for people', () => {
    test('durations read as on the command line', () => {
        assert.equal(duration(249), '0.2 s');
        assert.equal(duration(12_399), '12.3 s');
        assert.equal(duration(59_999), '59.9 s');
        assert.equal(duration(245_000), '4 min 05 s');
        assert.equal(duration(2 * 3_600_000 + 3 * 60_000), '2 h 03 min');
        assert.equal(duration(76 * 3_600_000), '3 d 04 h');
        assert.equal(duration(-5), '0.0 s');
    });

    test('a figure has one unit, and no two texts for the same minute', () => {
        assert.equal(briefDuration(400), '0.4 s');
        assert.equal(briefDuration(34_000), '34 s');
        assert.equal(briefDuration(59_600), '1 min');
        assert.equal(briefDuration(5_400_000), '1.5 h');
        assert.equal(briefDuration(36 * 3_600_000), '36 h');
        assert.equal(briefDuration(72 * 3_600_000), '3 d');
    });

    test('ages grow from a moment to days, and there are times to come', () => {
        const now = Date.UTC(2026, 0, 2);
        assert.equal(age(now - 59_000, now), 'just now');
        assert.equal(age(now - 300_000, now), '5 min ago');
        assert.equal(age(now - 3 * 3_600_000, now), '3 h ago');
        assert.equal(age(now - 12 * 86_400_000, now), '12 d ago');
        assert.equal(age(now + 7_300_000, now), 'in 2 h');
        assert.equal(age(now + 30_000, now), 'in a moment');
    });

    test('what is no time is none', () => {
        assert.equal(instant('2026-01-02T03:04:05.678Z'), Date.UTC(2026, 0, 2, 3, 4, 5, 678));
        assert.equal(instant('yesterday'), undefined);
        assert.equal(instant(null), undefined);
    });

    test('sizes are powers of 1000', () => {
        assert.equal(bytes(812), '812 B');
        assert.equal(bytes(3440), '3.4 kB');
        assert.equal(bytes(999_700), '1 MB');
        assert.equal(bytes(120_000_000), '120 MB');
    });

    test('counts agree with their noun, and a share is not rounded up to all', () => {
        assert.equal(counted(1, 'file'), '1 file');
        assert.equal(counted(12_345, 'entry', 'entries'), '12,345 entries');
        assert.equal(grouped(1_234_567), '1,234,567');
        assert.equal(percent(0.99999), '99.9 %');
        assert.equal(percent(1), '100 %');
        assert.equal(percent(0.985), '98.5 %');
    });

    test('names become words', () => {
        assert.equal(title('release_command'), 'Release command');
        assert.equal(phrase('rolled_back'), 'rolled back');
        assert.equal(shortID('0198c0de-0000-7000-8000-0000deadbeef'), 'deadbeef');
    });
});
