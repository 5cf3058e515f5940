// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RowHeights } from '../../src/logs/scroll/rowHeights';

describe('the heights of rows', () => {
    test('agree with a plain sum, whatever is changed in which order', () => {
        const heights = new RowHeights(20);
        const reference: number[] = [];
        let seed = 3;
        const random = (below: number): number => {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            return Math.floor((seed / 2_147_483_648) * below);
        };
        for (let round = 0; round < 400; round += 1) {
            const kind = random(10);
            if (kind < 3) {
                for (let added = random(60); added > 0; added -= 1) reference.push(20);
                heights.resize(reference.length);
            } else if (kind === 3) {
                const dropped = random(20);
                reference.splice(0, dropped);
                heights.drop(dropped);
            } else if (kind === 4 && reference.length > 4) {
                reference.length -= 3;
                heights.resize(reference.length);
            } else if (reference.length > 0) {
                const row = random(reference.length);
                reference[row] = 20 * (1 + random(5));
                heights.set(row, reference[row]!);
            }
            assert.equal(heights.count, reference.length);
            assert.equal(heights.total, reference.reduce((sum, height) => sum + height, 0));
            const row = random(reference.length + 1);
            const top = reference.slice(0, row).reduce((sum, height) => sum + height, 0);
            assert.equal(heights.top(row), top);
            if (row < reference.length) {
                assert.equal(heights.at(top), row);
                assert.equal(heights.at(top + reference[row]! - 1), row);
            }
        }
    });

    test('places outside belong to the first and last row', () => {
        const heights = new RowHeights(20);
        heights.resize(3000);
        assert.equal(heights.at(-5), 0);
        assert.equal(heights.at(1e9), 2999);
    });
});
