// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, sentence } from '../../src/api/ApiError';
import { address, request, useCsrfToken, whenDenied, whenSignedOut, whenTokenIsStale } from '../../src/api/request';

type Answer = { status?: number; body?: unknown; type?: string; headers?: Record<string, string> } | 'unreachable';

/** Answers requests in turn, and says what was asked. */
function serve(...answers: Answer[]): { url: string; init: RequestInit }[] {
    const asked: { url: string; init: RequestInit }[] = [];
    globalThis.fetch = (async (url: string, init: RequestInit) => {
        asked.push({ url, init });
        const answer = answers.shift();
        if (!answer || answer === 'unreachable') throw new TypeError('fetch failed');
        const { status = 200, body, type = 'application/json', headers = {} } = answer;
        const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
        return new Response(text, { status, headers: { 'Content-Type': type, ...headers } });
    }) as typeof fetch;
    return asked;
}

const problem = (status: number, code: string, more = {}): Answer => ({ status, body: { status, code, detail: 'no', ...more } });

async function failureOf(work: Promise<unknown>): Promise<ApiError> {
    return work.then(() => assert.ok(false), (error: unknown) => error) as Promise<ApiError>;
}

test('addresses are encoded, and what is not set is left out', () => {
    assert.equal(address('/v1/users/{user}', { user: 'a/b c' }), '/v1/users/a%2Fb%20c');
    assert.equal(address('/v1/runs', {}, { limit: 50, cursor: undefined, project: '', kind: 'deploy' }), '/v1/runs?limit=50&kind=deploy');
    assert.throws(() => address('/v1/users/{user}'), /needs user/);
});

test('only unsafe requests carry the token that other sites do not have', async () => {
    useCsrfToken('secret');
    const asked = serve({ body: {} }, { status: 204 });
    await request('GET', '/v1/runs');
    await request('DELETE', '/v1/sessions/{session}', { path: { session: '1' } });
    assert.equal(new Headers(asked[0]!.init.headers).get('X-CSRF-Token'), null);
    assert.equal(new Headers(asked[1]!.init.headers).get('X-CSRF-Token'), 'secret');
});

test('a problem keeps its code, words and facts', async () => {
    serve(problem(401, 'second_factor_required', { hint: 'type it', metadata: [{ key: 'challenge', value: 'c' }] }));
    const failure = await failureOf(request('POST', '/v1/session', { body: {} }));
    assert.equal(failure.code, 'second_factor_required');
    assert.equal(failure.status, 401);
    assert.equal(failure.hint, 'type it');
    assert.equal(failure.metadata.get('challenge'), 'c');
});

test('an answer that is no problem document is still told', async () => {
    serve({ status: 502, body: '<html>', type: 'text/html' });
    assert.equal((await failureOf(request('POST', '/v1/prune'))).code, 'unexpected_answer');
});

test('reads are tried again, writes never', async () => {
    const reads = serve('unreachable', { body: { good: true } });
    assert.deepEqual(await request('GET', '/v1/info'), { good: true });
    assert.equal(reads.length, 2);
    const writes = serve('unreachable', { body: {} });
    assert.equal((await failureOf(request('POST', '/v1/prune'))).code, 'unreachable');
    assert.equal(writes.length, 1);
});

test('a refusal is not asked for twice', async () => {
    const asked = serve(problem(403, 'permission_denied'), { body: {} });
    assert.equal((await failureOf(request('GET', '/v1/audit'))).code, 'permission_denied');
    assert.equal(asked.length, 1);
});

test('a token of an earlier session is renewed once, and then the refusal is told', async () => {
    whenTokenIsStale(async () => useCsrfToken('new'));
    useCsrfToken('old');
    const asked = serve(problem(403, 'csrf_token_invalid'), { status: 204 });
    await request('POST', '/v1/prune');
    assert.equal(new Headers(asked[1]!.init.headers).get('X-CSRF-Token'), 'new');
    const refused = serve(problem(403, 'csrf_token_invalid'), problem(403, 'csrf_token_invalid'), { status: 204 });
    assert.equal((await failureOf(request('POST', '/v1/prune'))).code, 'csrf_token_invalid');
    assert.equal(refused.length, 2);
});

test('a session that ended is told, but not by the requests that ask for it', async () => {
    let count = 0;
    whenSignedOut(() => count++);
    serve(problem(401, 'unauthenticated'), problem(401, 'session_expired'), problem(401, 'unauthenticated'));
    await failureOf(request('GET', '/v1/session'));
    assert.equal(count, 0);
    await failureOf(request('GET', '/v1/runs'));
    await failureOf(request('GET', '/v1/runs'));
    assert.equal(count, 2);
});

test('how long to wait is read from the answer', async () => {
    serve({ ...(problem(429, 'too_many_attempts') as object), headers: { 'Retry-After': '30' } });
    assert.equal((await failureOf(request('POST', '/v1/session'))).retryAfter, 30_000);
});

test('a status that is an answer is no problem', async () => {
    serve({ status: 503, body: { status: 'not_ready' } });
    assert.deepEqual(await request('GET', '/health/ready', { answers: [503] }), { status: 'not_ready' });
});

test('the words of a problem become sentences', () => {
    assert.equal(sentence('there is no run'), 'There is no run.');
    assert.equal(sentence('really?'), 'Really?');
    assert.equal(sentence('shop/production v2 ended'), 'shop/production v2 ended.');
    assert.equal(sentence('dextra.yaml is no YAML'), 'dextra.yaml is no YAML.');
    assert.equal(sentence('Ended: exit status 1'), 'Ended: exit status 1.');
    assert.equal(sentence(''), '');
});

test('what the person may not do is told to whoever keeps what they may', async () => {
    let denied = 0;
    whenDenied(() => (denied += 1));
    serve(problem(403, 'permission_denied'), problem(403, 'address_not_allowed'));
    await failureOf(request('POST', '/v1/runs'));
    await failureOf(request('POST', '/v1/runs'));
    assert.equal(denied, 1);
});
