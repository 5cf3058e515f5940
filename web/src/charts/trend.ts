// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** How a figure of the last days stands to the same figure of a longer time. */
export type Trend = 'better' | 'worse' | 'same';

/** Whether a figure is a share of 0 to 1 or a time, and whether more of it is better. */
export interface Measure {
    readonly isShare: boolean;
    readonly isMoreBetter: boolean;
}

/** Shares differ when they are shown differently; times when they differ by a twentieth. */
const noticed = { share: 0.001, time: 0.05 };

/** Nothing where either of them is not known. */
export function trend(recent: number | undefined, whole: number | undefined, { isShare, isMoreBetter }: Measure): Trend | undefined {
    if (recent === undefined || whole === undefined) return undefined;
    const change = recent - whole;
    if (Math.abs(change) < (isShare ? noticed.share : whole * noticed.time) || change === 0) return 'same';
    return change > 0 === isMoreBetter ? 'better' : 'worse';
}
