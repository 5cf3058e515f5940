// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** One line of two texts beside each other; a number where the line is in that text, from 1. */
export interface DiffLine {
    readonly kind: 'same' | 'added' | 'removed';
    readonly text: string;
    readonly before?: number;
    readonly after?: number;
}

/** Lines that belong together: changes with what stands around them. */
export type Hunk = readonly DiffLine[];

/** Lines that stay around each change. */
const context = 3;
/** Texts that differ in more lines are not compared line by line: the work grows with the square of it. */
const mostEdits = 2000;

/** The lines in which two texts differ (Myers 1986), as `diff -u` groups them; none when they are the same. */
export function hunks(old: string, next: string): Hunk[] {
    return grouped(diffLines(split(old), split(next)));
}

function split(text: string): string[] {
    const lines = text.split('\n');
    if (lines[lines.length - 1] === '') lines.pop();
    return lines;
}

export function diffLines(old: readonly string[], next: readonly string[]): DiffLine[] {
    let start = 0;
    while (start < Math.min(old.length, next.length) && old[start] === next[start]) start += 1;
    let end = 0;
    const rest = Math.min(old.length, next.length) - start;
    while (end < rest && old[old.length - 1 - end] === next[next.length - 1 - end]) end += 1;
    const kept = middle(old.slice(start, old.length - end), next.slice(start, next.length - end));
    const lines: DiffLine[] = [];
    let [before, after] = [0, 0];
    const same = (text: string): void => void lines.push({ kind: 'same', text, before: ++before, after: ++after });
    const until = (left: number, right: number): void => {
        while (before < left) lines.push({ kind: 'removed', text: old[before]!, before: ++before });
        while (after < right) lines.push({ kind: 'added', text: next[after]!, after: ++after });
    };
    for (let at = 0; at < start; at += 1) same(old[at]!);
    for (const [left, right] of kept) {
        until(start + left, start + right);
        same(old[before]!);
    }
    until(old.length - end, next.length - end);
    for (let at = old.length - end; at < old.length; at += 1) same(old[at]!);
    return lines;
}

/** The pairs of lines that stay, in order; none when there is too much to compare. */
function middle(old: readonly string[], next: readonly string[]): [number, number][] {
    const most = Math.min(old.length + next.length, mostEdits);
    const traces: Int32Array[] = [];
    const reach = new Int32Array(2 * most + 3);
    const at = (diagonal: number): number => diagonal + most + 1;
    for (let edits = 0; edits <= most; edits += 1) {
        for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
            const isDown = diagonal === -edits
                || (diagonal !== edits && reach[at(diagonal - 1)]! < reach[at(diagonal + 1)]!);
            let x = isDown ? reach[at(diagonal + 1)]! : reach[at(diagonal - 1)]! + 1;
            while (x < old.length && x - diagonal < next.length && old[x] === next[x - diagonal]) x += 1;
            reach[at(diagonal)] = x;
            if (x >= old.length && x - diagonal >= next.length) return walkBack(traces, old.length, next.length);
        }
        // Only the diagonals that this round reached are needed on the way back.
        traces.push(reach.slice(at(-edits), at(edits) + 1));
    }
    return [];
}

function walkBack(traces: readonly Int32Array[], oldCount: number, newCount: number): [number, number][] {
    const pairs: [number, number][] = [];
    let [x, y] = [oldCount, newCount];
    for (let edits = traces.length; edits >= 0 && (x > 0 || y > 0); edits -= 1) {
        const reach = (diagonal: number): number => traces[edits - 1]?.[diagonal + edits - 1] ?? -1;
        const diagonal = x - y;
        const isDown = diagonal === -edits || (diagonal !== edits && reach(diagonal - 1) < reach(diagonal + 1));
        const before = isDown ? diagonal + 1 : diagonal - 1;
        const startX = edits === 0 ? 0 : reach(before) + (isDown ? 0 : 1);
        while (x > startX) pairs.push([--x, --y]);
        if (edits > 0) [x, y] = isDown ? [x, y - 1] : [x - 1, y];
    }
    return pairs.reverse();
}

function grouped(lines: readonly DiffLine[]): Hunk[] {
    const found: Hunk[] = [];
    for (let at = 0; at < lines.length; at += 1) {
        if (lines[at]!.kind === 'same') continue;
        let last = at;
        for (let next = at; next < lines.length && next <= last + 2 * context + 1; next += 1) {
            if (lines[next]!.kind !== 'same') last = next;
        }
        found.push(lines.slice(Math.max(0, at - context), last + context + 1));
        at = last;
    }
    return found;
}
