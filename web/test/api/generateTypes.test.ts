// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generate, typeOf } from '../../generate-types.mjs';

test('schemas become the types that their values have', () => {
    assert.equal(typeOf({ type: 'integer' }), 'number');
    assert.equal(typeOf({ enum: ['a', 'b'] }), '"a" | "b"');
    assert.equal(typeOf({ type: 'array', items: { enum: ['a', 'b'] } }), '("a" | "b")[]');
    assert.equal(typeOf({ type: ['string', 'null'] }), 'string | null');
    assert.equal(typeOf({ oneOf: [{ $ref: '#/components/schemas/Run' }, { type: 'null' }] }), 'Run | null');
    assert.equal(typeOf({ type: 'object', additionalProperties: { type: 'number' } }), 'Record<string, number>');
    assert.equal(typeOf({}), 'unknown');
    assert.equal(typeOf({ type: 'object', properties: { a: { type: 'string' }, 'b-c': {} }, required: ['a'] }),
        '{\n    a: string;\n    "b-c"?: unknown;\n}');
});

test('operations become functions that take what they need', () => {
    const text = generate({
        paths: {
            '/v1/runs/{run}': {
                get: {
                    operationId: 'getRun', summary: 'One run',
                    parameters: [
                        { name: 'run', in: 'path', required: true, schema: { type: 'string' } },
                        { name: 'limit', in: 'query', required: false, schema: { type: 'integer' } },
                    ],
                    responses: {
                        200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Run' } } } },
                        404: { content: { 'application/problem+json': { schema: {} } } },
                        503: { content: { 'application/json': { schema: {} } } },
                    },
                },
            },
            '/v1/things': {
                post: {
                    operationId: 'makeThing',
                    requestBody: { required: true, content: { 'application/json': { schema: { type: 'string' } } } },
                    responses: { 204: { description: 'done' } },
                },
                get: { operationId: 'followThings', responses: { 200: { content: { 'text/event-stream': {} } } } },
                put: { operationId: 'readThings', responses: { 200: { content: { 'application/octet-stream': {} } } } },
            },
        },
    });
    assert.ok(text.includes(
        "getRun: operation<Run, { path: { run: string }; query?: { limit?: number } }>('GET', '/v1/runs/{run}', { answers: [503] }),"));
    assert.ok(text.includes("makeThing: operation<void, { body: string }>('POST', '/v1/things'),"));
    assert.ok(text.includes("readThings: operation<string>('PUT', '/v1/things'),"));
    assert.ok(!text.includes('followThings'));
});
