// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { RowHeights } from './rowHeights';

/** Rows that are shown, and where the first of them begins. */
export interface Window {
    readonly from: number;
    /** One more than the last. */
    readonly to: number;
    readonly top: number;
}

/** Rows beyond the edges that are there already when somebody scrolls. */
export const overscan = 12;
/** So near to the end is at the end, in pixels. */
const slack = 4;

/**
 * Where somebody is in a long list of rows, without a page: what changes above the first visible row moves the place
 * along with it, so that what is being read stays where it is; and at the end the list follows what is added.
 */
export class Viewport {
    readonly heights: RowHeights;
    /** What the list's `scrollTop` is, or has to become. */
    place = 0;
    /** Pixels that are visible. */
    height = 0;

    constructor(rowHeight: number, public isFollowing: boolean) {
        this.heights = new RowHeights(rowHeight);
    }

    get window(): Window {
        if (this.heights.count === 0) return { from: 0, to: 0, top: 0 };
        const from = Math.max(0, this.heights.at(this.place) - overscan);
        const to = Math.min(this.heights.count, this.heights.at(this.place + this.height) + 1 + overscan);
        return { from, to, top: this.heights.top(from) };
    }

    /** The first row that is visible. */
    get firstVisible(): number {
        return this.heights.at(this.place);
    }

    get isAtEnd(): boolean {
        return this.place >= this.end - slack;
    }

    private get end(): number {
        return Math.max(0, this.heights.total - this.height);
    }

    /** The list has so many rows now, after some were dropped at its front. */
    setRows(count: number, dropped = 0): void {
        const gone = this.heights.top(Math.min(dropped, this.heights.count));
        this.heights.drop(dropped);
        this.heights.resize(count);
        this.moveTo(this.place - gone);
    }

    /** Somebody scrolled. Reading further up ends the following, coming back to the end begins it again. */
    scrolled(place: number): void {
        this.place = place;
        this.isFollowing = this.isAtEnd;
    }

    resized(height: number): void {
        this.height = height;
        this.moveTo(this.place);
    }

    /** A row was measured. */
    measured(row: number, height: number): void {
        const isAbove = row < this.firstVisible;
        const change = this.heights.set(row, height);
        if (change !== 0) this.moveTo(isAbove ? this.place + change : this.place);
    }

    follow(): void {
        this.isFollowing = true;
        this.moveTo(this.end);
    }

    /** Brings a row to a third of the height; one that is visible well enough stays where it is. */
    reveal(row: number): void {
        const top = this.heights.top(row);
        const bottom = top + this.heights.height(row);
        const margin = Math.min(2 * this.heights.estimate, this.height / 4);
        if (top >= this.place + margin && bottom <= this.place + this.height - margin) return;
        this.isFollowing = false;
        this.moveTo(top - this.height / 3);
    }

    /** Puts a row to the top, e.g. the one that was there before other rows were filtered out. */
    putFirst(row: number): void {
        this.moveTo(this.heights.top(row));
    }

    private moveTo(place: number): void {
        this.place = this.isFollowing ? this.end : Math.min(Math.max(0, place), this.end);
    }
}
