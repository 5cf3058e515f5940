// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

function padded(value: number): string {
    return String(value).padStart(2, '0');
}

/** `0.2 s`, `12.3 s`, `4 min 05 s`, `2 h 03 min`, `3 d 04 h`: the command line's way, in milliseconds. */
export function duration(milliseconds: number): string {
    const span = Math.max(0, Math.floor(milliseconds));
    if (span < minute) return `${Math.floor(span / second)}.${Math.floor((span % second) / 100)} s`;
    if (span < hour) return `${Math.floor(span / minute)} min ${padded(Math.floor((span % minute) / second))} s`;
    if (span < day) return `${Math.floor(span / hour)} h ${padded(Math.floor((span % hour) / minute))} min`;
    return `${Math.floor(span / day)} d ${padded(Math.floor((span % day) / hour))} h`;
}

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
