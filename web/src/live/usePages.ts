// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/ApiError';
import type { Page } from '../api/server';
import { joined, PageLoader } from './joined';
import { EventFilter, resources } from './ResourceStore';
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

/**
 * A list of the API: its first page, and more on demand. All that is shown is kept current like any resource: it is
 * loaded anew together, because new entries at the top move those that a later page began with.
 */
export function usePages<Item>(
    key: string, load: PageLoader<Item>, refreshOn?: readonly EventFilter[],
): Pages<Item> {
    const shown = useRef(1);
    const { data, error, isLoading, reload } = useResource(
        key, (signal) => joined(load, () => shown.current, signal), refreshOn);
    const [isLoadingMore, setLoadingMore] = useState(false);
    const [moreError, setMoreError] = useState<ApiError>();
    useEffect(() => () => {
        shown.current = 1;
    }, [key]);

    const loadMore = useCallback(() => {
        if (!data?.next || isLoadingMore) return;
        setLoadingMore(true);
        setMoreError(undefined);
        load(data.next, new AbortController().signal)
            .then((page) => {
                shown.current += 1;
                resources.put<Page<Item>>(key, { items: [...data.items, ...page.items], next: page.next });
            }, (failure) => setMoreError(ApiError.from(failure)))
            .finally(() => setLoadingMore(false));
    }, [key, data, isLoadingMore, load]);

    return {
        items: data?.items, error: error ?? moreError, isLoading, hasMore: data?.next !== undefined, isLoadingMore, loadMore,
        reload,
    };
}
