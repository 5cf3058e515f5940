// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Milliseconds of one go: the page has the rest of the frame. */
const slice = 8;
/** Of a page that nobody sees: a browser wakes it as rarely as once a minute, and there is nothing to hold up. */
const hiddenSlice = 250;
/** Milliseconds after which no frame is waited for any more. */
const patience = 250;

/**
 * Does work in the next frame, or soon when there is none, and tells it how many milliseconds it may take. A page that
 * nobody sees gets no frames, not even those that it asked for while it was seen.
 */
export function nextFrame(work: (milliseconds: number) => void): void {
    const begin = (): void => {
        window.cancelAnimationFrame(frame);
        window.clearTimeout(timer);
        work(document.hidden ? hiddenSlice : slice);
    };
    const frame = window.requestAnimationFrame(begin);
    const timer = window.setTimeout(begin, patience);
}
