// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** A part of the window, in pixels from its top left corner. */
export interface Box {
    top: number;
    left: number;
    right: number;
    bottom: number;
}

export interface Size {
    width: number;
    height: number;
}

/** Between what opens and what is opened, and the least to the window's edges, in pixels. */
const gap = 4;
const margin = 8;

/**
 * Where something of a size is shown beside what opens it: on the wished side, on the other when there is only room there,
 * and always within the window.
 */
export function placement(
    anchor: Box, size: Size, window: Size, wish: { align: 'start' | 'end'; opens: 'down' | 'up' },
): { top: number; left: number } {
    const below = anchor.bottom + gap;
    const above = anchor.top - gap - size.height;
    const fitsBelow = below + size.height <= window.height - margin;
    const fitsAbove = above >= margin;
    const opensUp = wish.opens === 'up' ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove;
    return {
        top: within(opensUp ? above : below, size.height, window.height),
        left: within(wish.align === 'start' ? anchor.left : anchor.right - size.width, size.width, window.width),
    };
}

function within(wished: number, length: number, whole: number): number {
    return Math.max(margin, Math.min(wished, whole - margin - length));
}
