// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useSyncExternalStore } from 'react';
import { nextEntry } from './scroll';

/** Where the page is: a copy of the address that React can wait for. */
export interface Place {
    path: string;
    query: URLSearchParams;
    /** With its `#`; one-time secrets come this way, because it is never sent to a server. */
    hash: string;
}

const watchers = new Set<() => void>();
let place = read();

function read(): Place {
    return { path: location.pathname, query: new URLSearchParams(location.search), hash: location.hash };
}

function moved(): void {
    place = read();
    for (const notify of watchers) notify();
}

window.addEventListener('popstate', moved);
window.addEventListener('hashchange', moved);

/** Goes to an address of these pages, e.g. `/projects/shop?tab=releases`. */
export function navigate(address: string, options: { replace?: boolean } = {}): void {
    if (options.replace) history.replaceState(history.state, '', address);
    else history.pushState(nextEntry(), '', address);
    moved();
    if (!options.replace) window.scrollTo(0, 0);
}

export function currentPlace(): Place {
    return place;
}

export function usePlace(): Place {
    return useSyncExternalStore((notify) => {
        watchers.add(notify);
        return () => watchers.delete(notify);
    }, currentPlace);
}

/** One parameter of the query and how to change it; other parameters stay. Empty takes it away. */
export function useQueryParameter(name: string, fallback = ''): [string, (value: string) => void] {
    const { query } = usePlace();
    const set = (value: string) => {
        const next = new URLSearchParams(place.query);
        if (value === fallback || value === '') next.delete(name);
        else next.set(name, value);
        const text = next.toString();
        navigate(place.path + (text ? `?${text}` : '') + place.hash, { replace: true });
    };
    return [query.get(name) ?? fallback, set];
}
