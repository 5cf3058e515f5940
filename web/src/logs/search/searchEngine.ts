// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { compiled, rangesIn, type Query } from './query';

/** Places that were found, three numbers for each: line, start, end. */
export type Matches = Uint32Array;

/** Of a line with more characters only the first are searched. */
const searched = 20_000;
/** More places than anybody goes through; the count says "or more" then. */
export const mostMatches = 100_000;

/** Looks through lines in slices, so that whoever drives it can do other things between them. */
export class SearchEngine {
    private readonly texts: (readonly string[])[] = [];
    private readonly firsts: number[] = [];
    private expression: RegExp | undefined;
    private batch = 0;
    private within = 0;
    private found = 0;

    /** Adds lines that follow each other; `first` is the number of the first one. */
    add(first: number, texts: readonly string[]): void {
        if (texts.length === 0) return;
        this.texts.push(texts);
        this.firsts.push(first);
    }

    /** Begins anew; a problem when the query is no expression. */
    begin(query: Query): { readonly problem: string } | undefined {
        const expression = compiled(query);
        if (!(expression instanceof RegExp)) return expression;
        this.expression = expression;
        this.batch = this.within = this.found = 0;
        return undefined;
    }

    get isDone(): boolean {
        return !this.expression || this.batch >= this.texts.length || this.found >= mostMatches;
    }

    /** Searches on until everything is searched or the time is up, and returns what it found. */
    slice(milliseconds: number, now: () => number): Matches {
        const until = now() + milliseconds;
        const matches: number[] = [];
        let sinceLook = 0;
        while (!this.isDone) {
            const text = this.texts[this.batch]![this.within]!;
            const line = this.firsts[this.batch]! + this.within;
            for (const [start, end] of rangesIn(text.slice(0, searched), this.expression!)) {
                matches.push(line, start, end);
                this.found += 1;
            }
            this.within += 1;
            if (this.within >= this.texts[this.batch]!.length) {
                this.batch += 1;
                this.within = 0;
            }
            sinceLook += 1 + text.length / 200;
            if (sinceLook > 50) {
                sinceLook = 0;
                if (now() >= until) break;
            }
        }
        return Uint32Array.from(matches);
    }
}
