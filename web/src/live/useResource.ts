// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useRef, useSyncExternalStore } from 'react';
import { EventFilter, resources, Snapshot } from './ResourceStore';

const never: readonly EventFilter[] = [];

export interface Resource<T> extends Snapshot<T> {
    reload(): void;
}

/**
 * What the server has under `key`, kept current: loaded when first read, shared with whoever reads the same key, and
 * loaded anew when an event fits one of `refreshOn`. `key` must name everything that `loader` depends on.
 *
 *     const project = useResource(`projects/${name}`, (signal) => api.getProject({ path: { project: name }, signal }),
 *         [{ types: ['run.', 'release.'], subject: `project/${id}` }]);
 */
export function useResource<T>(
    key: string, loader: (signal: AbortSignal) => Promise<T>, refreshOn: readonly EventFilter[] = never,
): Resource<T> {
    const latest = useRef({ loader, refreshOn });
    latest.current = { loader, refreshOn };
    const filterKey = JSON.stringify(refreshOn);
    const subscribe = useCallback(
        (notify: () => void) =>
            resources.read(key, (signal) => latest.current.loader(signal), latest.current.refreshOn, notify),
        [key, filterKey]);
    const snapshot = useSyncExternalStore(subscribe, () => resources.snapshot<T>(key));
    const reload = useCallback(() => resources.invalidate(key), [key]);
    return { ...snapshot, reload };
}
