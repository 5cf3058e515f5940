// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { score, search } from '../../src/app/palette/fuzzy';

const find = (query: string, ...texts: string[]) => search(query, texts, (text) => [text]);

test('the letters have to be there in order', () => {
    assert.ok(score('stg', 'Settings') > 0);
    assert.equal(score('gts', 'Settings'), 0);
    assert.equal(score('', 'anything'), 1);
});

test('beginnings of words count more than letters in their middle', () => {
    assert.deepEqual(find('at', 'Data', 'Access tokens')[0], 'Access tokens');
    assert.deepEqual(find('ba', 'sandbag', 'billing-api')[0], 'billing-api');
});

test('the whole name comes first, and the shorter of two that fit alike', () => {
    assert.equal(find('shop', 'shop-admin', 'workshop', 'shop')[0], 'shop');
    assert.equal(find('set', 'Settings of everything', 'Settings')[0], 'Settings');
});

test('what fits far worse than the best is not shown, and nothing typed shows all in order', () => {
    assert.deepEqual(find('tok', 'Access tokens', 'Dark colours, thick'), ['Access tokens']);
    assert.deepEqual(find('', 'b', 'a'), ['b', 'a']);
});
