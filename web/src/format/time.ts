// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** An RFC 3339 time in milliseconds since the epoch; nothing for what is none. */
export function instant(text: string | null | undefined): number | undefined {
    if (!text) return undefined;
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : time;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A duration for a figure or an axis: its largest unit alone, e.g. `0.4 s`, `34 s`, `4 min`, `1.5 h`, `3 d`. */
export function briefDuration(milliseconds: number): string {
    const span = Math.max(0, milliseconds);
    if (span < 10 * second) return `${oneDecimal(span / second)} s`;
    if (span < 59.5 * second) return `${Math.round(span / second)} s`;
    if (span < 59.5 * minute) return `${Math.max(1, Math.round(span / minute))} min`;
    if (span < 10 * hour) return `${oneDecimal(span / hour)} h`;
    if (span < 47.5 * hour) return `${Math.round(span / hour)} h`;
    return `${Math.round(span / day)} d`;
}

/** Rounded to one decimal, which is left out when it is 0. */
function oneDecimal(value: number): string {
    return String(Math.round(value * 10) / 10);
}
