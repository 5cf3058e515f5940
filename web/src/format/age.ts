// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

const steps: readonly [limit: number, size: number, unit: string][] = [
    [3600, 60, 'min'],
    [86_400, 3600, 'h'],
    [Infinity, 86_400, 'd'],
];

/** `just now`, `5 min ago`, `in 3 h`: how far a moment is from now, both in milliseconds since the epoch. */
export function age(moment: number, now: number): string {
    const seconds = Math.floor(Math.abs(now - moment) / 1000);
    if (seconds < 60) return moment > now + 999 ? 'in a moment' : 'just now';
    const [, size, unit] = steps.find(([limit]) => seconds < limit)!;
    const text = `${Math.floor(seconds / size)} ${unit}`;
    return moment > now ? `in ${text}` : `${text} ago`;
}

/** An RFC 3339 time in milliseconds since the epoch; nothing for what is none. */
export function instant(text: string | null | undefined): number | undefined {
    if (!text) return undefined;
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : time;
}

/** When the text of `age` next changes, in milliseconds from now. */
export function untilAgeChanges(moment: number, now: number): number {
    const seconds = Math.abs(now - moment) / 1000;
    if (seconds < 3600) return 60_000 - (Math.abs(now - moment) % 60_000);
    return 3_600_000;
}
