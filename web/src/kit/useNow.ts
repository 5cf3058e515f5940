// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useSyncExternalStore } from 'react';

const watchers = new Set<() => void>();
let now = Date.now();
let timer: number | undefined;

function watch(notify: () => void): () => void {
    watchers.add(notify);
    timer ??= window.setInterval(() => {
        now = Date.now();
        for (const each of watchers) each();
    }, 1000);
    return () => {
        watchers.delete(notify);
        if (watchers.size > 0) return;
        window.clearInterval(timer);
        timer = undefined;
    };
}

function read(): number {
    // Nobody kept it current while nobody looked.
    if (timer === undefined) now = Date.now();
    return now;
}

/** The time, to the second: one clock for everything on the page that grows older. */
export function useNow(): number {
    return useSyncExternalStore(watch, read);
}

/** What is made of the time: drawn anew only when that is another text, not every second. */
export function useTimeText(make: (now: number) => string): string {
    return useSyncExternalStore(watch, () => make(read()));
}
