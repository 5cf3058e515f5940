// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Line, LineStore } from '../lines/lineStore';
import { everything, type LineFilter, Rows } from '../lines/rows';
import { Viewport } from '../scroll/viewport';
import { LogSearch, type SearchWorker } from '../search/logSearch';
import type { Query, Range } from '../search/query';
import type { LineRange } from './lineLink';

/** Pixels of a line that is not wrapped; the stylesheet says the same. */
export const rowHeight = 20;
/** Lines that are kept as objects, so that rows which didn't change are not drawn again. */
const mostCached = 400;

/** What somebody looks at of a log: which lines, where, and what is looked for. The page draws it. */
export class LogModel {
    filter: LineFilter = everything;
    isWrapped: boolean;
    /** Lines that the address names. */
    marked: LineRange | undefined;
    query: Query = { text: '', isRegex: false, matchesCase: false };
    /** The place of the search that somebody is at. */
    current: number | undefined;
    search: LogSearch | undefined;
    rows: Rows;
    viewport: Viewport;
    /** Counts what changed, for whoever draws it. */
    version = 0;
    private readonly watchers = new Set<() => void>();
    private readonly cache = new Map<number, Line>();
    /** A line that is to be shown as soon as it has come. */
    private awaited: number | undefined;
    private isLoadingSearch = false;
    private isClosed = false;

    constructor(
        readonly store: LineStore, isFollowing: boolean, isWrapped: boolean,
        private readonly loadSearch: () => Promise<() => SearchWorker>,
    ) {
        this.isWrapped = isWrapped;
        this.rows = new Rows(store, everything);
        this.viewport = new Viewport(rowHeight, isFollowing);
        this.viewport.setRows(this.rows.count);
    }

    watch(notify: () => void): () => void {
        this.watchers.add(notify);
        return () => {
            this.watchers.delete(notify);
        };
    }

    /** Takes up what came and what was dropped, so that it can be drawn; tells nobody. */
    catchUp(): void {
        const dropped = this.rows.update();
        this.viewport.setRows(this.rows.count, dropped);
    }

    /** The store has more lines. */
    update(): void {
        this.catchUp();
        if (this.awaited !== undefined && this.store.end > this.awaited) this.reveal(this.awaited);
        this.search?.update();
        this.changed();
    }

    /** Nothing for a line that the store has dropped since. */
    line(number: number): Line | undefined {
        const known = this.cache.get(number);
        if (known || !this.store.has(number)) return known;
        const line = this.store.line(number);
        if (this.cache.size > mostCached) this.cache.clear();
        if (number < this.store.settled) this.cache.set(number, line);
        return line;
    }

    setFilter(filter: LineFilter): void {
        this.filter = filter;
        this.rearrange();
    }

    setWrapped(isWrapped: boolean): void {
        this.isWrapped = isWrapped;
        this.rearrange();
    }

    follow(): void {
        this.viewport.follow();
        this.changed();
    }

    /** Shows a line, now or when it has come. */
    show(line: number): void {
        this.catchUp();
        if (line < this.store.end) this.reveal(line);
        else {
            this.awaited = line;
            this.viewport.isFollowing = false;
        }
        this.changed();
    }

    mark(range: LineRange | undefined): void {
        this.marked = range;
        this.changed();
    }

    look(query: Query): void {
        this.query = query;
        this.current = undefined;
        if (this.search) this.search.begin(query);
        else if (query.text !== '' && !this.isLoadingSearch) {
            this.isLoadingSearch = true;
            this.loadSearch().then((spawn) => {
                if (this.isClosed) return;
                this.search = new LogSearch(this.store, spawn, () => this.searched());
                this.search.begin(this.query);
            }, () => {
                // The next letter tries it again.
                this.isLoadingSearch = false;
            });
        }
        this.changed();
    }

    /** Goes to the next place that was found, or the one before, around the ends. */
    step(direction: 1 | -1): void {
        const { search } = this;
        if (!search || search.count === 0) return;
        this.catchUp();
        for (let tried = 0; tried < search.count; tried += 1) {
            this.current = this.current === undefined
                ? this.firstPlace(direction)
                : (this.current + direction + search.count) % search.count;
            const { line } = search.match(this.current);
            if (!this.store.has(line) || !this.isShown(line)) continue;
            this.reveal(line);
            break;
        }
        this.changed();
    }

    /** What was found in a line, and which of it somebody is at. */
    found(line: number): { ranges: Range[]; current: Range | undefined } | undefined {
        const ranges = this.search?.rangesIn(line);
        if (!ranges || ranges.length === 0) return undefined;
        const match = this.current === undefined ? undefined : this.search!.match(this.current);
        return { ranges, current: match?.line === line ? match.range : undefined };
    }

    /** The text of the lines that are shown, for a file. */
    text(): Blob {
        this.catchUp();
        const lines: string[] = [];
        for (let row = 0; row < this.rows.count; row += 1) lines.push(this.store.text(this.rows.line(row)), '\n');
        return new Blob(lines, { type: 'text/plain;charset=utf-8' });
    }

    close(): void {
        this.isClosed = true;
        this.search?.close();
    }

    private isShown(line: number): boolean {
        const row = this.rows.row(line);
        return row < this.rows.count && this.rows.line(row) === line;
    }

    private firstPlace(direction: 1 | -1): number {
        if (this.rows.count === 0) return 0;
        const visible = this.rows.line(this.viewport.firstVisible);
        const place = this.search!.firstFrom(visible) - (direction === 1 ? 0 : 1);
        return (place + this.search!.count) % this.search!.count;
    }

    private reveal(line: number): void {
        this.awaited = undefined;
        if (this.rows.count > 0) this.viewport.reveal(Math.min(this.rows.row(line), this.rows.count - 1));
    }

    /** Other rows, or rows of other heights: the first one that was visible stays the first. */
    private rearrange(): void {
        const first = this.rows.count > 0 ? this.rows.line(this.viewport.firstVisible) : 0;
        const { isFollowing, height } = this.viewport;
        this.rows = new Rows(this.store, this.filter);
        this.viewport = new Viewport(rowHeight, isFollowing);
        this.viewport.resized(height);
        this.viewport.setRows(this.rows.count);
        if (this.rows.count > 0) this.viewport.putFirst(Math.min(this.rows.row(first), this.rows.count - 1));
        this.changed();
    }

    private searched(): void {
        if (this.current === undefined && (this.search?.count ?? 0) > 0 && !this.search?.isSearching) this.step(1);
        this.changed();
    }

    private changed(): void {
        this.version += 1;
        for (const notify of this.watchers) notify();
    }
}
