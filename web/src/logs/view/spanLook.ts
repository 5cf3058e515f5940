// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { CSSProperties } from 'react';
import { hex, readableColour } from '../ansi/readableColour';
import type { Colour, TextStyle } from '../ansi/textStyle';

/** How a span of a terminal's text is drawn: classes for what the theme decides, colours for the rest. */
export interface SpanLook {
    readonly className?: string;
    readonly style?: CSSProperties;
}

const flags = ['bold', 'dim', 'italic', 'underline', 'struck'] as const;

export function spanLook(style: TextStyle): SpanLook {
    const classes: string[] = flags.filter((flag) => style[flag]).map((flag) => `ansi-${flag}`);
    const inverted = style.inverse ?? false;
    const [front, back] = inverted ? [style.background, style.foreground] : [style.foreground, style.background];
    const properties: Record<string, string> = {};
    if (inverted && !back) classes.push('ansi-back-ink');
    // What the theme makes of a colour can't be read on what it makes of another, but its ground can.
    if (back && 'named' in back) classes.push('ansi-front-ground');
    else if (inverted && !front) classes.push('ansi-front-ground');
    else if (front) setFront(front, back !== undefined || inverted, classes, properties);
    if (back) setBack(back, classes, properties);
    if (back && !front && 'rgb' in back) properties.color = contrasting(back.rgb);
    return {
        className: classes.length > 0 ? classes.join(' ') : undefined,
        style: Object.keys(properties).length > 0 ? (properties as CSSProperties) : undefined,
    };
}

function setFront(colour: Colour, isOnColour: boolean, classes: string[], properties: Record<string, string>): void {
    if ('named' in colour) classes.push(`ansi-front-${colour.named}`);
    // On a ground of its own a program knows best what can be read.
    else if (isOnColour) properties.color = hex(colour.rgb);
    else {
        const { onLight, onDark } = readableColour(colour.rgb);
        classes.push('ansi-front-own');
        properties['--ansi-on-light'] = onLight;
        properties['--ansi-on-dark'] = onDark;
    }
}

function setBack(colour: Colour, classes: string[], properties: Record<string, string>): void {
    if ('named' in colour) classes.push(`ansi-back-${colour.named}`);
    else properties.background = hex(colour.rgb);
}

function contrasting(rgb: number): string {
    const brightness = ((rgb >> 16) & 255) * 0.299 + ((rgb >> 8) & 255) * 0.587 + (rgb & 255) * 0.114;
    return brightness > 140 ? '#000000' : '#ffffff';
}
