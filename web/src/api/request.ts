// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ApiError, Problem } from './ApiError';
import { rememberTag } from './entityTags';

export type QueryValue = string | number | boolean | null | undefined;

export interface RequestOptions {
    path?: Readonly<Record<string, string | number>>;
    query?: Readonly<Record<string, QueryValue | readonly string[]>>;
    body?: unknown;
    signal?: AbortSignal;
    /** The entity tag that the resource must still have: see `tagOf`. */
    ifMatch?: string;
    idempotencyKey?: string;
    /** Statuses beside 2xx that are an answer and not a problem. */
    answers?: readonly number[];
}

const safeMethods = new Set(['GET', 'HEAD']);
/** Pauses before a read is tried again, in milliseconds. */
const pauses = [250, 1000, 3000];

let csrfToken: string | undefined;
let onSignedOut: () => void = () => {};
let onDenied: () => void = () => {};
let renewToken: () => Promise<unknown> = async () => {};
const changes = new Set<Promise<unknown>>();

/** Unsafe requests carry the session's token; undefined when nobody is signed in. */
export function useCsrfToken(token: string | undefined): void {
    csrfToken = token;
}

/** Called when the server says that nobody is signed in any more. */
export function whenSignedOut(handler: () => void): void {
    onSignedOut = handler;
}

/** Called when the server says that the person may not do something: they may less than the page knows. */
export function whenDenied(handler: () => void): void {
    onDenied = handler;
}

/** Called when the token is of another session, e.g. because somebody signed in again in another tab. */
export function whenTokenIsStale(handler: () => Promise<unknown>): void {
    renewToken = handler;
}

/** Returns when no change is under way: one of them may be giving this page another session in place of the one it had. */
export async function changesSettled(): Promise<void> {
    await Promise.allSettled(changes);
}

/** `/v1/projects/{project}` with its parameters and the query that is set. */
export function address(pattern: string, path: RequestOptions['path'] = {}, query: RequestOptions['query'] = {}): string {
    const filled = pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = path[name];
        if (value === undefined) throw new Error(`${pattern} needs ${name}`);
        return encodeURIComponent(String(value));
    });
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value === undefined || value === null || value === '') continue;
        if (Array.isArray(value)) for (const each of value) search.append(name, each);
        else search.append(name, String(value));
    }
    const text = search.toString();
    return text ? `${filled}?${text}` : filled;
}

/** One request of the API. Reads are tried again when the server can't be reached or says to; nothing else is. */
export async function request<Answer>(method: string, pattern: string, options: RequestOptions = {}): Promise<Answer> {
    const url = address(pattern, options.path, options.query);
    let hasRenewed = false;
    for (let attempt = 0; ; attempt++) {
        try {
            const answer = once<Answer>(method, url, options);
            return await (safeMethods.has(method) ? answer : noted(answer));
        } catch (error) {
            if (options.signal?.aborted) throw error;
            const failure = ApiError.from(error);
            // Refused before anything was done: with the right token it is the first time.
            if (failure.code === 'csrf_token_invalid' && !hasRenewed) {
                hasRenewed = true;
                await renewToken();
                continue;
            }
            const pause = safeMethods.has(method) && isPassing(failure) ? pauses[attempt] : undefined;
            if (pause === undefined) {
                if (isSignedOut(failure) && !url.startsWith('/v1/session')) onSignedOut();
                if (failure.code === 'permission_denied') onDenied();
                throw failure;
            }
            await sleep(failure.retryAfter ?? pause, options.signal);
        }
    }
}

async function noted<Answer>(change: Promise<Answer>): Promise<Answer> {
    changes.add(change);
    try {
        return await change;
    } finally {
        changes.delete(change);
    }
}

function isSignedOut({ code }: ApiError): boolean {
    return code === 'unauthenticated' || code === 'session_expired';
}

function isPassing(failure: ApiError): boolean {
    return failure.code === 'unreachable' || failure.status === 502 || failure.status === 503 && failure.retryAfter !== undefined;
}

async function once<Answer>(method: string, url: string, options: RequestOptions): Promise<Answer> {
    const headers = new Headers({ Accept: 'application/json, text/plain;q=0.5, */*;q=0.1' });
    if (options.body !== undefined) headers.set('Content-Type', 'application/json');
    if (options.ifMatch) headers.set('If-Match', options.ifMatch);
    if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
    if (!safeMethods.has(method) && csrfToken) headers.set('X-CSRF-Token', csrfToken);
    let response: Response;
    try {
        response = await fetch(url, {
            method, headers, credentials: 'same-origin', signal: options.signal ?? null, cache: 'no-store',
            body: options.body === undefined ? null : JSON.stringify(options.body),
        });
    } catch (error) {
        if (options.signal?.aborted) throw error;
        throw ApiError.unreachable();
    }
    if (!response.ok && !options.answers?.includes(response.status)) throw await problemOf(response);
    if (response.status === 204) return undefined as Answer;
    if (!response.headers.get('Content-Type')?.includes('json')) return (await response.text()) as Answer;
    const answer = (await response.json()) as Answer;
    rememberTag(answer, response.headers.get('ETag'));
    return answer;
}

async function problemOf(response: Response): Promise<ApiError> {
    const after = Number(response.headers.get('Retry-After'));
    const retry = Number.isFinite(after) && after > 0 ? { retry_after_ms: after * 1000 } : {};
    try {
        return new ApiError({ ...retry, ...((await response.json()) as Problem), status: response.status });
    } catch {
        return new ApiError({
            ...retry, status: response.status, code: 'unexpected_answer',
            detail: `the server answered ${response.status} ${response.statusText}`.trim(),
        });
    }
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        signal?.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(new DOMException('aborted', 'AbortError'));
        }, { once: true });
    });
}
