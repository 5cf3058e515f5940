// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The heights of rows, and where each begins: a Fenwick tree, so that a row's place, the row at a place and a changed
 * height all take a logarithm of the number of rows. Rows that nobody has measured have the estimate.
 */
export class RowHeights {
    count = 0;
    /** Sums of differences from the estimate, as in Fenwick's paper (1994); 1-based. */
    private tree = new Float64Array(1025);
    private differences = new Float64Array(1024);

    constructor(readonly estimate: number) {}

    get total(): number {
        return this.top(this.count);
    }

    /** Adds rows at the end, or takes them away there. */
    resize(count: number): void {
        for (let row = count; row < this.count; row += 1) this.set(row, this.estimate);
        if (count > this.differences.length) this.grow(count);
        this.count = count;
    }

    /** Takes rows away at the front. */
    drop(rows: number): void {
        if (rows <= 0) return;
        const kept = this.differences.slice(Math.min(rows, this.count), this.count);
        this.differences.fill(0);
        this.tree.fill(0);
        this.count = kept.length;
        kept.forEach((difference, row) => {
            if (difference !== 0) this.set(row, this.estimate + difference);
        });
    }

    height(row: number): number {
        return this.estimate + this.differences[row]!;
    }

    /** Returns by how much the row grew. */
    set(row: number, height: number): number {
        const change = height - this.height(row);
        if (change === 0) return 0;
        this.differences[row] += change;
        for (let at = row + 1; at < this.tree.length; at += at & -at) this.tree[at] += change;
        return change;
    }

    /** Where a row begins. */
    top(row: number): number {
        let sum = row * this.estimate;
        for (let at = row; at > 0; at -= at & -at) sum += this.tree[at]!;
        return sum;
    }

    /** The row at a place; the first or last one for what is outside. */
    at(place: number): number {
        let row = 0;
        let rest = place;
        for (let step = highestBit(this.tree.length - 1); step > 0; step >>>= 1) {
            const next = row + step;
            if (next > this.count) continue;
            const height = step * this.estimate + this.tree[next]!;
            if (height <= rest) {
                row = next;
                rest -= height;
            }
        }
        return Math.max(0, Math.min(row, this.count - 1));
    }

    private grow(count: number): void {
        let size = this.differences.length;
        while (size < count) size *= 2;
        const before = this.differences;
        this.differences = new Float64Array(size);
        this.tree = new Float64Array(size + 1);
        before.forEach((difference, row) => {
            if (difference !== 0) this.set(row, this.estimate + difference);
        });
    }
}

function highestBit(value: number): number {
    return 2 ** (31 - Math.clz32(value));
}
