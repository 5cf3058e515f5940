// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How well `query` is found in `text`: its letters in order, best at the beginnings of words and beside each other.
 * 0 when it isn't found; an empty query is found everywhere.
 */
export function score(query: string, text: string): number {
    const wanted = query.toLowerCase().replace(/\s+/g, '');
    if (!wanted) return 1;
    const lower = text.toLowerCase();
    let best = 0;
    for (let start = lower.indexOf(wanted[0]!); start !== -1; start = lower.indexOf(wanted[0]!, start + 1)) {
        best = Math.max(best, scoreFrom(start, wanted, lower, text));
    }
    return best;
}

function scoreFrom(start: number, wanted: string, lower: string, text: string): number {
    let total = 0;
    let previous = -2;
    let position = start;
    for (const letter of wanted) {
        const found = lower.indexOf(letter, position);
        if (found === -1) return 0;
        if (found === previous + 1) total += 8;
        else if (isWordStart(text, found)) total += 6;
        else total += Math.max(1, 4 - (found - previous) / 8);
        previous = found;
        position = found + 1;
    }
    if (lower === wanted) total += 20;
    else if (start === 0) total += 4;
    // Of two texts that fit alike the shorter is meant.
    return total - text.length / 200;
}

function isWordStart(text: string, index: number): boolean {
    return index === 0 || /[\s\-_./:]/.test(text[index - 1]!) || /[a-z]/.test(text[index - 1]!) && /[A-Z]/.test(text[index]!);
}

/** The fitting ones, best first; those that fit alike stay in their order. */
export function search<Item>(query: string, items: readonly Item[], textsOf: (item: Item) => readonly string[]): Item[] {
    const scored = items
        .map((item) => ({ item, points: Math.max(...textsOf(item).map((text, index) => score(query, text) / (index ? 2 : 1))) }));
    // Letters can be found in almost anything: what fits far worse than the best was not meant.
    const least = Math.max(0, ...scored.map(({ points }) => points)) * 0.4;
    return scored
        .filter(({ points }) => points > 0 && points >= least)
        .sort((a, b) => query.trim() ? b.points - a.points : 0)
        .map(({ item }) => item);
}
