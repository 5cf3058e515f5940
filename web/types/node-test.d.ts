// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the unit tests use of Node's own test runner.

declare module 'node:test' {
    export function describe(name: string, body: () => void): void;
    export function test(name: string, body: () => void | Promise<void>): void;
}

declare module 'node:assert/strict' {
    interface Assert {
        ok(value: unknown, message?: string): asserts value;
        equal(actual: unknown, expected: unknown, message?: string): void;
        notEqual(actual: unknown, expected: unknown, message?: string): void;
        deepEqual(actual: unknown, expected: unknown, message?: string): void;
        match(text: string, pattern: RegExp): void;
        throws(body: () => unknown, expected?: RegExp): void;
        rejects(body: Promise<unknown>, expected?: RegExp): Promise<void>;
    }
    const assert: Assert;
    export default assert;
}

declare function setImmediate(work: () => void): void;
