// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Event } from '../api';
import { merged } from './merged';

/** What is shown of the event log: pages from the newest backwards, and what has come since. Newest first. */
export interface Feed {
    /** What was asked for so far, and where the next page of it begins; nothing before the first page. */
    readonly listed: { readonly events: readonly Event[]; readonly next: string | undefined } | undefined;
    /** What came by itself, also before the first page did: it may not be on it. */
    readonly arrived: readonly Event[];
    /** Something between the pages and what comes may be missing: the newest page is to be asked for again. */
    readonly isBroken: boolean;
}

export const emptyFeed: Feed = { listed: undefined, arrived: [], isBroken: false };

/** After so many that came by themselves the list begins anew: a page may be left open for weeks. */
const mostArrived = 1000;

export const isTooLong = ({ arrived }: Feed): boolean => arrived.length >= mostArrived;

/** The events to show, each once. */
export function shown({ listed, arrived }: Feed): readonly Event[] | undefined {
    return listed && merged(listed.events, arrived);
}

/** Where the next page to ask for begins: with the newest when there is none that could be gone on from. */
export function nextPage({ listed, isBroken }: Feed): string | undefined {
    return isBroken ? undefined : listed?.next;
}

export function happened(feed: Feed, event: Event): Feed {
    return { ...feed, arrived: merged(feed.arrived, [event]) };
}

/** A page that was asked for from `cursor` on; the newest takes the place of all that were there. */
export function loaded(feed: Feed, cursor: string | undefined, items: readonly Event[], next: string | undefined): Feed {
    if (cursor !== undefined) return { ...feed, listed: { events: merged(feed.listed?.events ?? [], items), next } };
    const newest = items[0]?.cursor ?? 0;
    return { listed: { events: items, next }, arrived: feed.arrived.filter((event) => event.cursor > newest), isBroken: false };
}

/** The connection begins afresh. What there is stays in sight until the newest page comes, and is no part of what follows. */
export function restarted(feed: Feed): Feed {
    const events = shown(feed);
    return { listed: events && { events, next: feed.listed?.next }, arrived: [], isBroken: true };
}
