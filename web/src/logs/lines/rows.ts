// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { levelNames, type LevelName } from './level';
import type { LineStore } from './lineStore';

/** Which lines are shown; an empty set lets all through. */
export interface LineFilter {
    readonly levels: ReadonlySet<LevelName>;
    readonly parts: ReadonlySet<string>;
    readonly streams: ReadonlySet<string>;
}

export const everything: LineFilter = { levels: new Set(), parts: new Set(), streams: new Set() };

export function isFiltering(filter: LineFilter): boolean {
    return filter.levels.size + filter.parts.size + filter.streams.size > 0;
}

function admits(filter: LineFilter, store: LineStore, line: number): boolean {
    return (filter.levels.size === 0 || filter.levels.has(levelNames[store.level(line)]))
        && (filter.parts.size === 0 || filter.parts.has(store.part(line)))
        && (filter.streams.size === 0 || filter.streams.has(store.stream(line)));
}

/**
 * The lines that a filter lets through, by row. Kept up with the store by `update`, which looks at new lines only; until
 * then rows stay those of the same lines, even where the store has dropped them.
 */
export class Rows {
    private lines = new Uint32Array(1024);
    private length = 0;
    /** Rows before this one are of lines that were dropped. */
    private start = 0;
    /** What the store had at the last update: its oldest line, and one more than its newest. */
    private first: number;
    private end: number;

    constructor(private readonly store: LineStore, readonly filter: LineFilter) {
        this.first = this.end = store.first;
        this.update();
    }

    get count(): number {
        return isFiltering(this.filter) ? this.length - this.start : this.end - this.first;
    }

    /** How many rows went away at the front since the last time. */
    update(): number {
        const [oldFirst, oldEnd] = [this.first, this.end];
        this.first = this.store.first;
        this.end = this.store.end;
        if (!isFiltering(this.filter)) return this.first - oldFirst;
        for (let line = Math.max(oldEnd, this.first); line < this.end; line += 1) {
            if (admits(this.filter, this.store, line)) this.push(line);
        }
        const before = this.start;
        while (this.start < this.length && this.lines[this.start]! < this.first) this.start += 1;
        return this.start - before;
    }

    line(row: number): number {
        return isFiltering(this.filter) ? this.lines[this.start + row]! : this.first + row;
    }

    /** The row of a line; of one that is not shown, the row of the next that is. */
    row(line: number): number {
        if (!isFiltering(this.filter)) return Math.min(Math.max(line - this.first, 0), this.count);
        let low = this.start;
        let high = this.length;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if (this.lines[middle]! < line) low = middle + 1;
            else high = middle;
        }
        return low - this.start;
    }

    private push(line: number): void {
        if (this.length === this.lines.length) {
            const larger = new Uint32Array(this.lines.length * 2);
            larger.set(this.lines);
            this.lines = larger;
        }
        this.lines[this.length] = line;
        this.length += 1;
    }
}
