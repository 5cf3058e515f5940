// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { moved, resized, restored, standard, toggled, type Layout } from '../../src/pages/shipping/overview/layout';

const order = (layout: Layout): string => layout.map(({ name, isHidden }) => (isHidden ? `(${name})` : name)).join(' ');

describe('the arrangement of the overview', () => {
    test('is the standard one for whoever has none, or something else under its name', () => {
        for (const saved of [null, undefined, {}, [], 'text', { panels: 'x' }]) assert.equal(restored(saved), standard);
    });

    test('keeps its order, forgets what is not known and adds what is new', () => {
        const saved = { panels: [{ name: 'projects', width: 3 }, { name: 'gone', width: 2 }, { name: 'projects' }, null, { name: 'figures', width: 99, isHidden: true }] };
        const layout = restored(saved);
        assert.equal(order(layout).startsWith('projects (figures) attention'), true, order(layout));
        assert.equal(layout.length, standard.length);
        assert.deepEqual(layout.map(({ width }) => width).slice(0, 2), [3, 6]);
    });

    test('moves a panel to the place of another, or by one, over what is hidden', () => {
        assert.equal(order(moved(standard, 'activity', 'attention')).startsWith('activity attention'), true);
        assert.equal(order(moved(standard, 'attention', 'figures')).startsWith('figures attention'), true);
        const hidden = toggled(standard, 'figures');
        assert.equal(order(moved(hidden, 'attention', 1)).startsWith('(figures) running attention'), true);
        assert.equal(moved(standard, 'attention', -1), standard);
        assert.equal(moved(standard, 'lead_time', 1), standard);
    });

    test('has a smallest and a largest size', () => {
        const smaller = resized(resized(standard, 'activity', -1), 'activity', -1);
        assert.equal(smaller.find(({ name }) => name === 'activity')!.width, 2);
        assert.equal(resized(standard, 'projects', 1).find(({ name }) => name === 'projects')!.width, 6);
    });
});
