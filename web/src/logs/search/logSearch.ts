// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { LineStore } from '../lines/lineStore';
import type { Query, Range } from './query';
import { mostMatches } from './searchEngine';
import type { FromWorker, ToWorker } from './searchWorker';

/** What is used of a `Worker`. */
export interface SearchWorker {
    postMessage(message: ToWorker): void;
    terminate(): void;
    onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
}

/** Milliseconds without a word from the worker after which its expression is given up: it speaks every 40. */
const standardPatience = 3000;
/** Lines that are sent at once. */
const batch = 5000;

const tooSlow = 'This expression takes too long. Use fewer nested or repeated parts, or a plain search.';

/** The search of one log: what is found so far, in the order of the lines, while a worker goes on looking. */
export class LogSearch {
    /** Three numbers for each place: line, start, end. */
    private places = new Uint32Array(3 * 256);
    count = 0;
    isSearching = false;
    problem: string | undefined;
    query: Query | undefined;
    private worker: SearchWorker | undefined;
    private number = 0;
    private sent: number;
    private watch: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly store: LineStore, private readonly spawn: () => SearchWorker,
        private readonly changed: () => void, private readonly patience = standardPatience,
    ) {
        this.sent = store.first;
    }

    get isFull(): boolean {
        return this.count >= mostMatches;
    }

    begin(query: Query | undefined): void {
        this.query = query;
        this.count = 0;
        this.problem = undefined;
        this.number += 1;
        this.isSearching = false;
        clearTimeout(this.watch);
        if (query && query.text !== '') {
            this.isSearching = true;
            this.sendLines();
            this.post({ kind: 'query', number: this.number, query });
        }
        this.changed();
    }

    /** The store has more lines. */
    update(): void {
        if (!this.query || this.query.text === '' || this.problem) return;
        if (this.sendLines()) this.expectWord();
    }

    close(): void {
        clearTimeout(this.watch);
        this.worker?.terminate();
        this.worker = undefined;
    }

    match(number: number): { line: number; range: Range } {
        const [line, start, end] = this.places.subarray(number * 3, number * 3 + 3);
        return { line: line!, range: [start!, end!] };
    }

    /** The first place in a line or after it; `count` when there is none. */
    firstFrom(line: number): number {
        let low = 0;
        let high = this.count;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if (this.places[middle * 3]! < line) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    rangesIn(line: number): Range[] {
        const ranges: Range[] = [];
        for (let at = this.firstFrom(line); at < this.count && this.places[at * 3] === line; at += 1) {
            ranges.push(this.match(at).range);
        }
        return ranges;
    }

    private sendLines(): boolean {
        const before = this.sent;
        this.sent = Math.max(this.sent, this.store.first);
        while (this.sent < this.store.settled) {
            const end = Math.min(this.sent + batch, this.store.settled);
            const texts = Array.from({ length: end - this.sent }, (_, at) => this.store.text(this.sent + at));
            this.post({ kind: 'lines', first: this.sent, texts });
            this.sent = end;
        }
        return this.sent > before;
    }

    private post(message: ToWorker): void {
        if (!this.worker) {
            this.worker = this.spawn();
            this.worker.onmessage = (event) => this.take(event.data);
        }
        this.worker.postMessage(message);
        this.expectWord();
    }

    private take(message: FromWorker): void {
        if (message.number !== this.number) return;
        clearTimeout(this.watch);
        this.problem = message.problem;
        this.isSearching = !message.isDone;
        this.add(message.matches);
        if (this.isSearching) this.expectWord();
        this.changed();
    }

    private expectWord(): void {
        clearTimeout(this.watch);
        this.watch = setTimeout(() => {
            this.close();
            // The next worker has none of the lines.
            this.sent = this.store.first;
            this.problem = tooSlow;
            this.isSearching = false;
            this.changed();
        }, this.patience);
    }

    private add(matches: Uint32Array): void {
        const needed = this.count * 3 + matches.length;
        if (needed > this.places.length) {
            const larger = new Uint32Array(Math.max(needed, this.places.length * 2));
            larger.set(this.places.subarray(0, this.count * 3));
            this.places = larger;
        }
        this.places.set(matches, this.count * 3);
        this.count += matches.length / 3;
    }
}
