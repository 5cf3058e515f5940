// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { emptyFeed, Feed, happened, isTooLong, loaded, nextPage, restarted, shown } from '../../../activity/feed';
import { api, ApiError, type Event } from '../../../api';
import { useEvents, useLiveState, useRestart } from '../../../live/useLive';

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
    const [feed, setFeed] = useState<Feed>(emptyFeed);
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
            setFeed((before) => loaded(before, cursor, items, next));
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
        setFeed((before) => happened(before, event));
        if (isTooLong(feed) && !isLoading) load(undefined);
    });
    useRestart(() => {
        setFeed(restarted);
        load(undefined);
    });

    const loadMore = useCallback(() => load(nextPage(feed)), [load, feed]);
    const live = useLiveState();
    useEffect(() => {
        if (live === 'open' && error) loadMore();
    }, [live]);

    const events = useMemo(() => shown(feed), [feed]);
    // What could not be asked for at all can be asked for again.
    const hasMore = feed.listed ? feed.listed.next !== undefined : error !== undefined;
    return { events, error, hasMore, isLoading, loadMore };
}
