// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useState } from 'react';
import { ApiError } from '../api/ApiError';
import type { Page } from '../api/server';
import type { EventFilter } from './ResourceStore';
import { useResource } from './useResource';

export interface Pages<Item> {
    items: Item[] | undefined;
    error: ApiError | undefined;
    isLoading: boolean;
    hasMore: boolean;
    isLoadingMore: boolean;
    loadMore(): void;
    reload(): void;
}

/** A list of the API: its first page is kept current like any resource, later ones are added on demand. */
export function usePages<Item>(
    key: string, load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>,
    refreshOn?: readonly EventFilter[],
): Pages<Item> {
    const first = useResource(key, (signal) => load(undefined, signal), refreshOn);
    const [later, setLater] = useState<Page<Item>[]>([]);
    const [isLoadingMore, setLoadingMore] = useState(false);
    const [moreError, setMoreError] = useState<ApiError>();
    // Cursors of an old first page don't fit a new one.
    useEffect(() => setLater([]), [key, first.data]);

    const next = (later.length > 0 ? later[later.length - 1] : first.data)?.next;
    const loadMore = useCallback(() => {
        if (!next || isLoadingMore) return;
        setLoadingMore(true);
        setMoreError(undefined);
        load(next, new AbortController().signal)
            .then((page) => setLater((pages) => [...pages, page]), (error) => setMoreError(ApiError.from(error)))
            .finally(() => setLoadingMore(false));
    }, [next, isLoadingMore, load]);

    return {
        items: first.data && [first.data, ...later].flatMap((page) => page.items),
        error: first.error ?? moreError, isLoading: first.isLoading, hasMore: next !== undefined, isLoadingMore,
        loadMore, reload: first.reload,
    };
}
