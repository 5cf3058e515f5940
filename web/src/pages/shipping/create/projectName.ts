// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

export const nameHint = '1 to 40 lower-case letters, digits and hyphens, beginning with a letter.';

/** What is wrong with a project's name: it is a DNS label (RFC 1123). */
export function nameProblem(name: string): string | undefined {
    if (/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(name)) return undefined;
    if (!/^[a-z]/.test(name)) return 'It begins with a letter.';
    if (name.endsWith('-')) return 'It ends with a letter or a digit.';
    return `Use ${nameHint.charAt(0).toLowerCase()}${nameHint.slice(1)}`;
}

/** What is typed, as near to a name as it can be without being in the way of typing. */
export function suggestedName(typed: string): string {
    return typed.toLowerCase().replace(/[\s_.]+/g, '-').replace(/[^a-z0-9-]/g, '').slice(0, 40);
}
