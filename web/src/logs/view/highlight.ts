// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Span } from '../ansi/spans';
import type { TextStyle } from '../ansi/textStyle';
import type { Range } from '../search/query';

/** A span of which all is found, or nothing. */
export interface Piece extends Span {
    /** `current` for the place that somebody is at. */
    readonly found?: 'found' | 'current';
}

/** Spans cut where something was found in them. Ranges are in order and don't overlap. */
export function highlighted(spans: readonly Span[], ranges: readonly Range[], current?: Range): Piece[] {
    if (ranges.length === 0) return [...spans];
    const pieces: Piece[] = [];
    let begin = 0;
    let next = 0;
    for (const { text, style } of spans) {
        const end = begin + text.length;
        let at = begin;
        while (next < ranges.length && ranges[next]![0] < end) {
            const [from, to] = ranges[next]!;
            add(pieces, text.slice(at - begin, Math.max(from, at) - begin), style);
            const stop = Math.min(to, end);
            const isCurrent = current !== undefined && current[0] === from && current[1] === to;
            add(pieces, text.slice(Math.max(from, at) - begin, stop - begin), style, isCurrent ? 'current' : 'found');
            at = stop;
            if (to > end) break;
            next += 1;
        }
        add(pieces, text.slice(at - begin), style);
        begin = end;
    }
    return pieces;
}

function add(pieces: Piece[], text: string, style: TextStyle, found?: Piece['found']): void {
    if (text !== '') pieces.push(found ? { text, style, found } : { text, style });
}

/** The first characters of some spans. */
export function shortened(spans: readonly Span[], most: number): { spans: Span[]; left: number } {
    let room = most;
    let left = 0;
    const kept: Span[] = [];
    for (const span of spans) {
        if (room >= span.text.length) kept.push(span);
        else {
            if (room > 0) kept.push({ text: span.text.slice(0, room), style: span.style });
            left += span.text.length - Math.max(room, 0);
        }
        room -= span.text.length;
    }
    return { spans: kept, left };
}
