// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWebAddress } from '../../src/kit/webAddress';

test('an address is gone to when it is one of the web', () => {
    for (const good of ['http://127.0.0.1:8101', 'https://shop.example.com/', 'HTTPS://shop']) assert.ok(isWebAddress(good));
    for (const bad of ['javascript:alert(1)', ' javascript:alert(1)', 'java\nscript:x', 'data:text/html,x', '//evil.example', '']) {
        assert.ok(!isWebAddress(bad), bad);
    }
});
