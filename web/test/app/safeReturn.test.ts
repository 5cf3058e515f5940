// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeReturn } from '../../src/app/session/safeReturn';

test('signing in leads back to these pages and never to somebody else', () => {
    assert.equal(safeReturn('/projects/shop?tab=log'), '/projects/shop?tab=log');
    for (const address of [null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/login', '/\t/evil.example', '/\n']) {
        assert.equal(safeReturn(address), '/');
    }
});
