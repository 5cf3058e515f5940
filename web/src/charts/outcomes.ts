// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { scaleLinear } from 'd3-scale';

/** What ended on one day: `date` is `YYYY-MM-DD` in UTC. */
export interface DayOutcome {
    readonly date: string;
    readonly succeeded: number;
    readonly failed: number;
}

/** What ended on all of the days together. */
export function totals(days: readonly DayOutcome[]): { readonly succeeded: number; readonly failed: number } {
    return {
        succeeded: days.reduce((total, day) => total + day.succeeded, 0),
        failed: days.reduce((total, day) => total + day.failed, 0),
    };
}

/** A scale for counts with whole numbers as ticks. */
export function countScale(most: number, range: readonly [number, number]): {
    readonly scale: (value: number) => number;
    readonly ticks: readonly number[];
} {
    const scale = scaleLinear().domain([0, Math.max(1, most)]).range(range).nice(3);
    return { scale, ticks: scale.ticks(3).filter(Number.isInteger) };
}
