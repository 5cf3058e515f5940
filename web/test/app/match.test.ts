// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose, match } from '../../src/app/router/match';

test('parameters are decoded and trailing slashes make no difference', () => {
    assert.deepEqual(match('/users/:user', '/users/ada%20l/'), { user: 'ada l' });
    assert.deepEqual(match('/', '/'), {});
    assert.equal(match('/users/:user', '/users'), undefined);
    assert.equal(match('/users/:user', '/users/%zz'), undefined);
});

test('fixed segments win over parameters, whatever their order', () => {
    const pages = [{ path: '/projects/:project' }, { path: '/projects/new' }];
    assert.equal(choose(pages, '/projects/new')?.[0].path, '/projects/new');
    assert.deepEqual(choose(pages, '/projects/shop')?.[1], { project: 'shop' });
    assert.equal(choose(pages, '/nothing'), undefined);
});
