// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useRef, useState } from 'react';
import { merged } from '../../../activity/merged';
import { api, ApiError, type Event } from '../../../api';
import { useEvents } from '../../../live/useLive';

export interface EventFeed {
    /** Newest first; nothing while they are first asked for. */
    readonly events: readonly Event[] | undefined;
    readonly error: ApiError | undefined;
    readonly hasMore: boolean;
    readonly isLoading: boolean;
    loadMore(): void;
}

/** As many are asked for at once. */
const pageSize = 200;

/** What happened, page by page backwards, and what happens, as it does; the pages stay while the list grows. */
export function useEventFeed(subject: string, type: string): EventFeed {
    const [events, setEvents] = useState<readonly Event[]>();
    const [next, setNext] = useState<string>();
    const [error, setError] = useState<ApiError>();
    const [isLoading, setLoading] = useState(true);
    const isShown = useRef(true);

    const load = useCallback((cursor: string | undefined): void => {
        setLoading(true);
        setError(undefined);
        api.listEvents({ query: { subject, type, limit: pageSize, cursor } }).then((page) => {
            if (!isShown.current) return;
            setEvents((known) => merged(known ?? [], page.items));
            setNext(page.next);
            setLoading(false);
        }, (failure: unknown) => {
            if (!isShown.current) return;
            setError(ApiError.from(failure));
            setLoading(false);
        });
    }, [subject, type]);

    useEffect(() => {
        isShown.current = true;
        load(undefined);
        return () => {
            isShown.current = false;
        };
    }, [load]);
    useEvents(
        { subject: subject || undefined, types: type ? [type] : undefined },
        (event) => setEvents((known) => known && merged(known, [event])));

    const loadMore = useCallback(() => load(next), [load, next]);
    // What could not be asked for at all can be asked for again.
    const hasMore = next !== undefined || (events === undefined && error !== undefined);
    return { events, error, hasMore, isLoading, loadMore };
}
