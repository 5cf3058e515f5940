// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** 24 bits of red, green and blue, or one of the terminal's 16 own colours, which the theme decides. */
export type Colour = { readonly rgb: number } | { readonly named: number };

/** How text of a terminal looks (ECMA-48, SGR), as far as it is shown. */
export interface TextStyle {
    readonly foreground?: Colour;
    readonly background?: Colour;
    readonly bold?: boolean;
    readonly dim?: boolean;
    readonly italic?: boolean;
    readonly underline?: boolean;
    readonly struck?: boolean;
    readonly inverse?: boolean;
}

export const plain: TextStyle = {};

const levels = [0, 95, 135, 175, 215, 255];

/** One of xterm's 256 colours: 16 named ones, a cube of 6 × 6 × 6, and 24 greys. */
function indexed(index: number): Colour {
    if (index < 16) return { named: index };
    if (index >= 232) {
        const grey = 8 + (index - 232) * 10;
        return { rgb: (grey << 16) | (grey << 8) | grey };
    }
    const place = index - 16;
    const at = (position: number): number => levels[position]!;
    return {
        rgb: (at(Math.floor(place / 36)) << 16) | (at(Math.floor(place / 6) % 6) << 8) | at(place % 6),
    };
}

function isByte(value: number | undefined): value is number {
    return value !== undefined && value >= 0 && value <= 255;
}

/** The colour that follows a 38 or 48, and how many parameters it took; nothing for what is no colour. */
function extended(parameters: readonly number[], at: number): { colour?: Colour; taken: number } {
    const kind = parameters[at];
    if (kind === 5) {
        const index = parameters[at + 1];
        return isByte(index) ? { colour: indexed(index), taken: 2 } : { taken: 2 };
    }
    if (kind === 2) {
        const [red, green, blue] = parameters.slice(at + 1, at + 4);
        const whole = isByte(red) && isByte(green) && isByte(blue);
        return whole ? { colour: { rgb: (red << 16) | (green << 8) | blue }, taken: 4 } : { taken: 4 };
    }
    return { taken: 1 };
}

/** A style after the parameters of one `ESC [ … m`; those it doesn't know change nothing. */
export function restyled(style: TextStyle, parameters: readonly number[]): TextStyle {
    let next: { -readonly [Key in keyof TextStyle]: TextStyle[Key] } = { ...style };
    for (let at = 0; at < parameters.length; at += 1) {
        const code = parameters[at]!;
        if (code === 38 || code === 48) {
            const { colour, taken } = extended(parameters, at + 1);
            if (colour) next[code === 38 ? 'foreground' : 'background'] = colour;
            at += taken;
        } else if (code === 0) next = {};
        else if (code === 1) next.bold = true;
        else if (code === 2) next.dim = true;
        else if (code === 3) next.italic = true;
        else if (code === 4 || code === 21) next.underline = true;
        else if (code === 7) next.inverse = true;
        else if (code === 9) next.struck = true;
        else if (code === 22) {
            delete next.bold;
            delete next.dim;
        } else if (code === 23) delete next.italic;
        else if (code === 24) delete next.underline;
        else if (code === 27) delete next.inverse;
        else if (code === 29) delete next.struck;
        else if (code >= 30 && code <= 37) next.foreground = { named: code - 30 };
        else if (code === 39) delete next.foreground;
        else if (code >= 40 && code <= 47) next.background = { named: code - 40 };
        else if (code === 49) delete next.background;
        else if (code >= 90 && code <= 97) next.foreground = { named: code - 90 + 8 };
        else if (code >= 100 && code <= 107) next.background = { named: code - 100 + 8 };
    }
    return next;
}
