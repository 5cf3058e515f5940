// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** What is looked for. */
export interface Query {
    readonly text: string;
    readonly isRegex: boolean;
    readonly matchesCase: boolean;
}

/** A place in a line: from the first up to, without, the second. */
export type Range = readonly [start: number, end: number];

const special = /[.*+?^${}()|[\]\\]/g;

/** The query as an expression; the words of the browser for one that is none. */
export function compiled(query: Query): RegExp | { readonly problem: string } {
    const flags = query.matchesCase ? 'gu' : 'giu';
    try {
        return new RegExp(query.isRegex ? query.text : query.text.replace(special, '\\$&'), flags);
    } catch (error) {
        return { problem: (error as Error).message };
    }
}

/** More places than anybody sees in one line. */
const mostRanges = 200;

/** Where a line matches; places of no length are none. */
export function rangesIn(text: string, expression: RegExp): Range[] {
    const found: Range[] = [];
    expression.lastIndex = 0;
    for (let match = expression.exec(text); match && found.length < mostRanges; match = expression.exec(text)) {
        if (match[0] === '') expression.lastIndex += 1;
        else found.push([match.index, match.index + match[0]!.length]);
    }
    return found;
}
