// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Lines that a link names, numbered from 1: `#L12`, `#L12-L18`. */
export interface LineRange {
    readonly from: number;
    readonly to: number;
}

/** The lines that an address ends with; nothing for any other ending. */
export function parseLines(hash: string): LineRange | undefined {
    const found = /^#L([1-9]\d{0,8})(?:-L([1-9]\d{0,8}))?$/.exec(hash);
    if (!found) return undefined;
    const [one, other] = [Number(found[1]), Number(found[2] ?? found[1])];
    return { from: Math.min(one, other), to: Math.max(one, other) };
}

export function linesHash(range: LineRange): string {
    return range.from === range.to ? `#L${range.from}` : `#L${range.from}-L${range.to}`;
}
