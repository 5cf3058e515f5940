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
/** Lines of one message to the worker. */
const batch = 1000;
/** Milliseconds of one go of sending: the page has the rest of the frame. */
const slice = 8;

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
    private sending: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly store: LineStore, private readonly spawn: () => SearchWorker,
        private readonly changed: () => void, private readonly patience = standardPatience,
        private readonly now: () => number = () => performance.now(),
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
            this.sent = Math.max(this.sent, this.store.first);
            this.post({ kind: 'query', number: this.number, query, from: this.sent });
            this.sendLines();
        }
        this.changed();
    }

    /** The store has more lines. */
    update(): void {
        if (!this.query || this.query.text === '' || this.problem) return;
        this.sendLines();
    }

    close(): void {
        clearTimeout(this.watch);
        clearTimeout(this.sending);
        this.sending = undefined;
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

    /** Sends what the worker doesn't have yet, a slice now and the rest later. */
    private sendLines(): void {
        clearTimeout(this.sending);
        this.sending = undefined;
        this.sent = Math.max(this.sent, this.store.first);
        const until = this.now() + slice;
        while (this.sent < this.store.settled) {
            if (this.now() >= until) {
                this.sending = setTimeout(() => this.sendLines());
                return;
            }
            const end = Math.min(this.sent + batch, this.store.settled);
            const texts = Array.from({ length: end - this.sent }, (_, at) => this.store.raw(this.sent + at));
            this.post({ kind: 'lines', first: this.sent, texts });
            this.sent = end;
        }
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
        this.isSearching = !message.isDone || message.end < this.sent || this.sending !== undefined;
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
