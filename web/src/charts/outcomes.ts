// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { scaleLinear } from 'd3-scale';

/** What ended on one day: `date` is `YYYY-MM-DD` in UTC. */
export interface DayOutcome {
    readonly date: string;
    readonly succeeded: number;
    readonly failed: number;
}

/** Every one of the last days up to a moment, those on which nothing happened too. */
export function lastDays(days: readonly DayOutcome[], count: number, now: number): DayOutcome[] {
    const known = new Map(days.map((day) => [day.date.slice(0, 10), day]));
    return Array.from({ length: count }, (_, at) => {
        const date = new Date(now - (count - 1 - at) * 86_400_000).toISOString().slice(0, 10);
        return known.get(date) ?? { date, succeeded: 0, failed: 0 };
    });
}

export interface Trend {
    /** The later half's share of success less the earlier one's; nothing when either half had no runs. */
    readonly change?: number;
    readonly succeeded: number;
    readonly failed: number;
}

/** Whether it gets better: the later half of the days against the earlier. */
export function trend(days: readonly DayOutcome[]): Trend {
    const half = days.length >> 1;
    const sum = (part: readonly DayOutcome[]): [number, number] => [
        part.reduce((total, day) => total + day.succeeded, 0), part.reduce((total, day) => total + day.failed, 0),
    ];
    const [earlier, later] = [sum(days.slice(0, half)), sum(days.slice(half))];
    const share = ([succeeded, failed]: [number, number]): number | undefined =>
        succeeded + failed === 0 ? undefined : succeeded / (succeeded + failed);
    const [before, after] = [share(earlier), share(later)];
    return {
        change: before === undefined || after === undefined ? undefined : after - before,
        succeeded: earlier[0] + later[0], failed: earlier[1] + later[1],
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
