// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** A fact beside a problem's words, e.g. the challenge of a second factor. */
export interface Metadatum {
    key: string;
    value: string;
}

/** A problem document (RFC 9457) as the server sends it. */
export interface Problem {
    status: number;
    code: string;
    detail: string;
    hint?: string;
    metadata?: Metadatum[];
    retryable?: boolean;
    retry_after_ms?: number;
}

/** What a request failed with: the server's problem, or `unreachable` when there was no answer. */
export class ApiError extends Error {
    readonly status: number;
    /** What programs go by, e.g. `permission_denied`. */
    readonly code: string;
    readonly hint: string | undefined;
    readonly metadata: ReadonlyMap<string, string>;
    /** Milliseconds until trying again makes sense; undefined when it is not known. */
    readonly retryAfter: number | undefined;

    constructor(problem: Problem) {
        super(problem.detail);
        this.name = 'ApiError';
        this.status = problem.status;
        this.code = problem.code;
        this.hint = problem.hint;
        this.metadata = new Map((problem.metadata ?? []).map(({ key, value }) => [key, value]));
        this.retryAfter = problem.retry_after_ms;
    }

    get detail(): string {
        return this.message;
    }

    static unreachable(): ApiError {
        return new ApiError({
            status: 0, code: 'unreachable', detail: 'the server does not answer',
            hint: 'it may be restarting: this page tries again by itself',
        });
    }

    /** Any thrown value as an ApiError, so that pages have one thing to show. */
    static from(error: unknown): ApiError {
        if (error instanceof ApiError) return error;
        return new ApiError({
            status: 0, code: 'page_failed', detail: error instanceof Error ? error.message : String(error),
        });
    }
}

/** First letter up and a full stop: problems are lower-case fragments. What begins with a path or a name of code stays. */
export function sentence(text: string): string {
    const trimmed = text.trim();
    if (!trimmed) return '';
    const isCode = /^[\w-]+[/._:][\w-]/.test(trimmed);
    const first = isCode ? trimmed : trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
    return /[.!?…:]$/.test(first) ? first : `${first}.`;
}
