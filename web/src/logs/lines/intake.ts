// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { nextFrame } from './nextFrame';
import type { LogPiece } from './pieceReader';

/** Longer texts are cut, so that one of them is no longer than a slice. */
const longest = 32_768;

const encoder = new TextEncoder();

/** Takes in what arrives a little at a time, so that a log of 100,000 lines doesn't stop the page. */
export class Intake<Item> {
    private queue: Item[] = [];
    private next = 0;
    private isScheduled = false;
    private isClosed = false;

    /**
     * - taken: called after each go.
     * - schedule: does the work later, once, and tells it how many milliseconds it may take.
     */
    constructor(
        private readonly take: (item: Item) => void, private readonly taken: () => void,
        private readonly schedule: (work: (milliseconds: number) => void) => void = nextFrame,
        private readonly now: () => number = () => performance.now(),
    ) {}

    push(item: Item): void {
        this.queue.push(item);
        this.goOnLater();
    }

    /** What is still waiting is forgotten. */
    close(): void {
        this.isClosed = true;
    }

    private goOnLater(): void {
        if (this.isScheduled) return;
        this.isScheduled = true;
        this.schedule((milliseconds) => {
            this.isScheduled = false;
            if (!this.isClosed) this.goOn(milliseconds);
        });
    }

    private goOn(milliseconds: number): void {
        const until = this.now() + milliseconds;
        while (this.next < this.queue.length && this.now() < until) {
            this.take(this.queue[this.next]!);
            this.next += 1;
        }
        if (this.next >= this.queue.length) {
            this.queue = [];
            this.next = 0;
        }
        this.taken();
        if (this.queue.length > 0) this.goOnLater();
    }
}

/** A piece in parts that are short enough, cut after lines where there are any. */
export function cut(piece: LogPiece): LogPiece[] {
    const parts: LogPiece[] = [];
    let { text, offset } = piece;
    while (text.length > longest) {
        const lineEnd = text.lastIndexOf('\n', longest - 1) + 1;
        // Not between the two halves of one character.
        const end = lineEnd > 0 ? lineEnd : /[\ud800-\udbff]/.test(text[longest - 1]!) ? longest - 1 : longest;
        const head = text.slice(0, end);
        parts.push({ ...piece, offset, text: head });
        offset += encoder.encode(head).length;
        text = text.slice(end);
    }
    return [...parts, { ...piece, offset, text }];
}
