// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyName } from '../../src/app/shortcuts/shortcuts';

const key = (name: string, held: { metaKey?: boolean; ctrlKey?: boolean; altKey?: boolean } = {}) =>
    keyName({ key: name, metaKey: false, ctrlKey: false, altKey: false, ...held });

test('keys are named as shortcuts are written', () => {
    assert.equal(key('g'), 'g');
    assert.equal(key('G'), 'g');
    assert.equal(key('?'), '?');
    assert.equal(key('k', { metaKey: true }), 'mod+k');
    assert.equal(key('k', { ctrlKey: true }), 'mod+k');
    assert.equal(key('ArrowUp', { altKey: true }), 'alt+ArrowUp');
});
