// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** The entity tag that came with each answer, kept beside it for as long as the answer is. */
const tags = new WeakMap<object, string>();

export function rememberTag(answer: unknown, tag: string | null): void {
    if (tag && typeof answer === 'object' && answer !== null) tags.set(answer, tag);
}

/** For `ifMatch`: a change is refused when somebody else was faster. */
export function tagOf(answer: object | undefined): string | undefined {
    return answer && tags.get(answer);
}
