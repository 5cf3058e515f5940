// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { overscan, Viewport } from '../../src/logs/scroll/viewport';

function view(rows: number, isFollowing = false): Viewport {
    const viewport = new Viewport(20, isFollowing);
    viewport.resized(200);
    viewport.setRows(rows);
    return viewport;
}

describe('the place in a long list', () => {
    test('has rows around what is visible, and no more', () => {
        const viewport = view(100_000);
        viewport.scrolled(1_000_000);
        const { from, to, top } = viewport.window;
        assert.deepEqual([from, to, top], [50_000 - overscan, 50_011 + overscan, (50_000 - overscan) * 20]);
        assert.deepEqual(view(0).window, { from: 0, to: 0, top: 0 });
    });

    test('follows the end until somebody reads further up', () => {
        const viewport = view(100, true);
        assert.equal(viewport.place, 1800);
        viewport.setRows(110);
        assert.equal(viewport.place, 2000);
        viewport.scrolled(1500);
        viewport.setRows(200);
        assert.equal(viewport.place, 1500);
        viewport.scrolled(3800);
        viewport.setRows(210);
        assert.equal(viewport.place, 4000);
    });

    test('stays with what is read when rows above turn out to be higher', () => {
        const viewport = view(1000);
        viewport.scrolled(10_000);
        viewport.measured(10, 60);
        assert.equal(viewport.place, 10_040);
        assert.equal(viewport.firstVisible, 500);
        viewport.measured(505, 60);
        assert.equal(viewport.place, 10_040);
    });

    test('stays with what is read when rows at the front are dropped', () => {
        const viewport = view(1000);
        viewport.scrolled(10_000);
        viewport.measured(3, 60);
        viewport.setRows(900, 100);
        assert.equal(viewport.firstVisible, 400);
        assert.equal(viewport.place, 8000);
    });

    test('brings a row into sight without moving when it is', () => {
        const viewport = view(1000, true);
        viewport.reveal(100);
        assert.ok(viewport.place <= 2000 && viewport.place > 1800);
        assert.equal(viewport.isFollowing, false);
        const { place } = viewport;
        viewport.reveal(101);
        assert.equal(viewport.place, place);
        viewport.reveal(0);
        assert.equal(viewport.place, 0);
    });

    test('ends where the rows end', () => {
        const viewport = view(1000);
        viewport.scrolled(19_000);
        viewport.setRows(3);
        assert.equal(viewport.place, 0);
    });
});
