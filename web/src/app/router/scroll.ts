// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Going back shows a page where it was left. The browser tries so at once, when what was loaded is not there yet. */

/** How long it may take for the page to be as long again, in milliseconds. */
const patience = 5000;

/** How far down each place in the history was, by the number that its state has. */
const positions = new Map<number, number>();
let current = numberOf(history.state);
let stop = (): void => {};

function numberOf(state: unknown): number {
    const number = (state as { entry?: unknown } | null)?.entry;
    return typeof number === 'number' ? number : 0;
}

/** The state of the place that is gone to next. */
export function nextEntry(): { entry: number } {
    stop();
    // What a reload has forgotten is not given again.
    current = Math.max(current, ...positions.keys()) + 1;
    return { entry: current };
}

function returned(state: unknown): void {
    stop();
    current = numberOf(state);
    const wished = positions.get(current) ?? 0;
    if (wished === 0) return;
    // Grown far enough, or as far as it goes: then it stays where it is.
    const show = (): void => {
        window.scrollTo(0, wished);
        positions.set(current, wished);
        if (document.documentElement.scrollHeight >= wished + window.innerHeight) stop();
    };
    const growth = new ResizeObserver(show);
    const timer = window.setTimeout(() => stop(), patience);
    const acts = ['wheel', 'touchstart', 'pointerdown', 'keydown'];
    stop = () => {
        growth.disconnect();
        window.clearTimeout(timer);
        for (const act of acts) window.removeEventListener(act, stop);
        stop = () => {};
    };
    // Whoever moves on their own is not taken back.
    for (const act of acts) window.addEventListener(act, stop, { passive: true });
    growth.observe(document.body);
}

export function keepScroll(): void {
    window.addEventListener('popstate', ({ state }) => returned(state));
    window.addEventListener('scroll', () => positions.set(current, window.scrollY), { passive: true });
}
