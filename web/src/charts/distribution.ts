// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** How many durations fell between two bounds, in milliseconds; the last bin has no upper one. */
export interface Bin {
    readonly from: number;
    readonly to: number;
    readonly count: number;
}

const minute = 60_000;
const bounds = [0, 15_000, 30_000, minute, 2 * minute, 5 * minute, 15 * minute, 60 * minute, Infinity];

/** Fewer bins say little about how something is spread. */
const fewest = 5;

/** Durations counted in bins that grow as durations do, without most of the empty ones at either end. */
export function durationBins(durations: readonly number[]): Bin[] {
    const bins = bounds.slice(0, -1).map((from, at): Bin => {
        const to = bounds[at + 1]!;
        return { from, to, count: durations.filter((value) => value >= from && value < to).length };
    });
    const isFilled = bins.map((bin) => bin.count > 0);
    if (!isFilled.includes(true)) return [];
    const end = Math.min(bins.length, Math.max(isFilled.lastIndexOf(true) + 1, isFilled.indexOf(true) + fewest - 1));
    return bins.slice(Math.max(0, Math.min(isFilled.indexOf(true), end - fewest)), end);
}

/** The middle value; nothing of none. */
export function median(values: readonly number[]): number | undefined {
    if (values.length === 0) return undefined;
    const sorted = [...values].sort((left, right) => left - right);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
