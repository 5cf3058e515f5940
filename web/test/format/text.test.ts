// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { counted, grouped, percent } from '../../src/format/quantity';
import { briefDuration, instant } from '../../src/format/time';
import { capitalized, phrase, shortID } from '../../src/format/words';

describe('text for people', () => {
    test('a figure has one unit, and no two texts for the same minute', () => {
        assert.equal(briefDuration(400), '0.4 s');
        assert.equal(briefDuration(34_000), '34 s');
        assert.equal(briefDuration(59_600), '1 min');
        assert.equal(briefDuration(5_400_000), '1.5 h');
        assert.equal(briefDuration(36 * 3_600_000), '36 h');
        assert.equal(briefDuration(72 * 3_600_000), '3 d');
    });

    test('what is no time is none', () => {
        assert.equal(instant('2026-01-02T03:04:05.678Z'), Date.UTC(2026, 0, 2, 3, 4, 5, 678));
        assert.equal(instant('yesterday'), undefined);
        assert.equal(instant(null), undefined);
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
        assert.equal(capitalized(phrase('release_command')), 'Release command');
        assert.equal(phrase('rolled_back'), 'rolled back');
        assert.equal(shortID('0198c0de-0000-7000-8000-0000deadbeef'), 'deadbeef');
    });
});
