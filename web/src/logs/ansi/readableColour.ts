// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** The look of a truecolour text on each theme's ground: as near to what was asked for as can still be read. */
export interface ReadableColour {
    readonly onLight: string;
    readonly onDark: string;
}

/** WCAG 2.1, 1.4.3 for text of normal size. */
const contrast = 4.5;

function channels(rgb: number): [number, number, number] {
    return [(rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255];
}

/** Relative luminance (WCAG 2.1). */
export function luminance(rgb: number): number {
    const [red, green, blue] = channels(rgb).map((value) => {
        const share = value / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

export function contrastOf(one: number, other: number): number {
    const [dark, light] = [luminance(one), luminance(other)].sort((left, right) => left - right);
    return (light! + 0.05) / (dark! + 0.05);
}

function mixed(rgb: number, towards: number, share: number): number {
    const target = channels(towards);
    return channels(rgb).reduce((sum, value, at) => {
        return sum * 256 + Math.round(value + (target[at]! - value) * share);
    }, 0);
}

function readable(rgb: number, ground: number, towards: number): string {
    let colour = rgb;
    for (let share = 0.1; contrastOf(colour, ground) < contrast && share <= 1; share += 0.1) {
        colour = mixed(rgb, towards, share);
    }
    return hex(colour);
}

export function hex(rgb: number): string {
    return `#${rgb.toString(16).padStart(6, '0')}`;
}

const known = new Map<number, ReadableColour>();

/** Grounds a little greyer than the themes' own, so that there is something to spare. */
export function readableColour(rgb: number): ReadableColour {
    let colour = known.get(rgb);
    if (!colour) {
        // A log may name all 16 million.
        if (known.size > 4096) known.clear();
        colour = { onLight: readable(rgb, 0xf0f0f2, 0x000000), onDark: readable(rgb, 0x1d1d22, 0xffffff) };
        known.set(rgb, colour);
    }
    return colour;
}
