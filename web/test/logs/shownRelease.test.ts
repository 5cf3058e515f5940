// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shownRelease } from '../../src/pages/shipping/logs/shownRelease';

describe('the release whose log is shown', () => {
    test('is the one that has the traffic', () => {
        assert.equal(shownRelease(null, 4), 4);
        assert.equal(shownRelease(null, undefined), undefined);
    });

    test('is that of the place in the address', () => assert.equal(shownRelease('3-1024', 4), 3));

    test('is not told by what is no place', () => {
        for (const at of ['', '3', '-7', '0-7', 'x-7', '3-x', '3-1-2']) assert.equal(shownRelease(at, 4), 4, at);
    });
});
