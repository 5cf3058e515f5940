// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserName } from '../../src/pages/account/browserName';

test('browsers are told by what they are, not by what they claim to be like', () => {
    const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
    assert.equal(browserName(chrome), 'Chrome on Linux');
    assert.equal(browserName(`${chrome} Edg/140.0`), 'Edge on Linux');
    assert.equal(browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1'), 'Safari on iOS');
    assert.equal(browserName('curl/8.1'), 'curl');
    assert.equal(browserName(undefined), 'Unknown');
});
