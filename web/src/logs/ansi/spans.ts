// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { restyled, type TextStyle } from './textStyle';

/** Text of one look. */
export interface Span {
    readonly text: string;
    readonly style: TextStyle;
}

// CSI with its parameters; OSC, DCS, SOS, PM and APC that have an end; other escapes; and what is left of control
// characters but the tab. Each alternative is linear: no class overlaps with what follows it.
const escapes = new RegExp([
    '\u001b\\[([0-?]{0,256})[ -/]{0,16}([@-~]?)',
    '\u001b[\\]PX^_][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)',
    '\u001b[ -/]{0,4}[0-~]?',
    '[\u0000-\u0008\u000a-\u001f\u007f-\u009f]',
].join('|'), 'g');

// Characters that change the order in which others are shown, so that a line could pretend to be another one
// (CVE-2021-42574).
const reordering = /[\u202a-\u202e\u2066-\u2069]/g;

const mayHold = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** More parameters than any program means. */
const mostParameters = 32;

/** Whether there is anything in the text that is not shown as it is. */
export function hasControls(text: string): boolean {
    return mayHold.test(text);
}

/** What a terminal would have left of a line that goes back to its beginning, as progress bars do. */
export function overwritten(text: string): string {
    if (!text.includes('\r')) return text;
    const parts = text.split('\r');
    for (let at = parts.length - 1; at >= 0; at -= 1) if (parts[at] !== '') return parts[at]!;
    return '';
}

/** The text without colours and whatever else is not to be read. */
export function visible(text: string): string {
    if (!hasControls(text)) return text;
    return overwritten(text).replace(escapes, '').replace(reordering, '\ufffd');
}

function numbers(text: string): number[] {
    if (text === '') return [0];
    // Colons separate as well (ITU-T T.416), with a colour space that may be left out: 38:2::R:G:B.
    return text.replace(/([34]8:2):\d*:(?=\d+:\d+:\d+)/g, '$1:').split(/[;:]/, mostParameters)
        .map((part) => (part === '' ? 0 : Number(part)));
}

/** A line as pieces of one look each, and the look that the next line begins with. */
export function spans(text: string, start: TextStyle): { spans: Span[]; end: TextStyle } {
    if (!hasControls(text)) return { spans: text === '' ? [] : [{ text, style: start }], end: start };
    const line = overwritten(text);
    const found: Span[] = [];
    let style = start;
    let at = 0;
    const take = (until: number): void => {
        if (until <= at) return;
        const piece = line.slice(at, until).replace(reordering, '\ufffd');
        const last = found[found.length - 1];
        if (last && last.style === style) found[found.length - 1] = { text: last.text + piece, style };
        else found.push({ text: piece, style });
    };
    for (const match of line.matchAll(escapes)) {
        take(match.index!);
        at = match.index! + match[0]!.length;
        if (match[2] === 'm' && /^[\d;:]*$/.test(match[1]!)) style = restyled(style, numbers(match[1]!));
    }
    take(line.length);
    return { spans: found, end: style };
}
