// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { merged } from '../../../activity/merged';
import { api, ApiError, type Event } from '../../../api';
import { useEvents, useLiveState } from '../../../live/useLive';

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
/** After so many that came by themselves the list begins anew: a page may be left open for weeks. */
const mostArrived = 1000;

/** What was asked for so far, and where the next page of it begins. */
interface Listed {
    readonly events: readonly Event[];
    readonly next: string | undefined;
}

/** What happened, page by page backwards, and what happens, as it does; the pages stay while the list grows. */
export function useEventFeed(subject: string, type: string): EventFeed {
    const [listed, setListed] = useState<Listed>();
    // Also those that come before the first page does: they may not be on it.
    const [arrived, setArrived] = useState<readonly Event[]>([]);
    const [error, setError] = useState<ApiError>();
    const [isLoading, setLoading] = useState(true);
    const request = useRef<AbortController>();

    const load = useCallback((cursor: string | undefined): void => {
        request.current?.abort();
        const { signal } = request.current = new AbortController();
        setLoading(true);
        setError(undefined);
        api.listEvents({ query: { subject, type, limit: pageSize, cursor }, signal }).then(({ items, next }) => {
            if (signal.aborted) return;
            setLoading(false);
            if (cursor !== undefined) return setListed((before) => ({ events: merged(before?.events ?? [], items), next }));
            setListed({ events: items, next });
            setArrived((before) => before.filter((event) => event.cursor > (items[0]?.cursor ?? 0)));
        }, (failure: unknown) => {
            if (signal.aborted) return;
            setError(ApiError.from(failure));
            setLoading(false);
        });
    }, [subject, type]);

    useEffect(() => {
        load(undefined);
        return () => request.current?.abort();
    }, [load]);
    useEvents([{ subject: subject || undefined, types: type ? [type] : undefined }], (event) => {
        setArrived((before) => merged(before, [event]));
        if (arrived.length >= mostArrived && !isLoading) load(undefined);
    });

    const loadMore = useCallback(() => load(listed?.next), [load, listed]);
    const live = useLiveState();
    useEffect(() => {
        if (live === 'open' && error) loadMore();
    }, [live]);

    const events = useMemo(() => listed && merged(listed.events, arrived), [listed, arrived]);
    // What could not be asked for at all can be asked for again.
    const hasMore = listed ? listed.next !== undefined : error !== undefined;
    return { events, error, hasMore, isLoading, loadMore };
}
