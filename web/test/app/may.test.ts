// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { may } from '../../src/app/session/may';

const nobody = { permissions: [], grants: [] };

test('what somebody may do everywhere they may do in each project, and where there is none', () => {
    const deployer = { ...nobody, permissions: ['view' as const, 'deploy' as const] };
    assert.equal(may(deployer, 'deploy', '1'), true);
    assert.equal(may(deployer, 'deploy'), true);
    assert.equal(may(deployer, 'operate', '1'), false);
});

test('a grant for one project holds there and nowhere else', () => {
    const operator = { ...nobody, grants: [{ role: 'operator' as const, scope: 'project/1' }] };
    assert.equal(may(operator, 'deploy', '1'), true);
    assert.equal(may(operator, 'operate', '1'), true);
    assert.equal(may(operator, 'administer', '1'), false);
    assert.equal(may(operator, 'deploy', '2'), false);
    assert.equal(may(operator, 'deploy'), false);
});
