// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useRef } from 'react';
import type { ApiError } from '../api/ApiError';
import type { Page } from '../api/server';
import { joined, PageLoader, pageSize } from './joined';
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
 * loaded anew together, and as much of it as there was, also when somebody comes back to it.
 */
export function usePages<Item>(
    key: string, load: PageLoader<Item>, refreshOn?: readonly EventFilter[],
): Pages<Item> {
    /** So many items somebody waits for. */
    const awaited = useRef(0);
    const known = (): Page<Item> | undefined => resources.snapshot<Page<Item>>(key).data;
    const { data, error, isLoading, reload } = useResource(
        key, (signal) => joined(load, () => Math.max(awaited.current, known()?.items.length ?? 0), signal), refreshOn);
    useEffect(() => () => {
        awaited.current = 0;
    }, [key]);
    const latest = useRef(load);
    latest.current = load;

    const loadMore = useCallback(() => {
        const before = known();
        if (!before?.next) return;
        // What is being loaded anew already comes with as many.
        awaited.current = before.items.length + pageSize;
        resources.extend<Page<Item>>(key, async (signal) => {
            const page = await latest.current({ cursor: before.next, limit: pageSize }, signal);
            return { items: [...before.items, ...page.items], next: page.next };
        });
    }, [key]);

    return {
        items: data?.items, error, isLoading, hasMore: data?.next !== undefined,
        isLoadingMore: isLoading && awaited.current > (data?.items.length ?? 0), loadMore, reload,
    };
}
