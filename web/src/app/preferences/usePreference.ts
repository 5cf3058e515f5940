// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useRef } from 'react';
import { api } from '../../api';
import { resources } from '../../live/ResourceStore';
import { useResource } from '../../live/useResource';
import { notifyFailure } from '../../kit/toasts';

/** How long changes are gathered before they are kept, in milliseconds. */
const gathering = 600;

/** A document that the signed-in person has on the server, e.g. how panels are arranged; the same on every device. */
export function usePreference<T>(name: string, fallback: T): [T, (next: T) => void] {
    const key = `preferences/${name}`;
    const { data } = useResource<T | null>(
        key, async (signal) => (await api.getPreferences({ path: { document: name }, signal })) as T | null);
    const timer = useRef<number>();
    const set = useCallback((next: T) => {
        resources.put(key, next);
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(() => {
            api.setPreferences({ path: { document: name }, body: next }).catch(notifyFailure);
        }, gathering);
    }, [key, name]);
    return [data ?? fallback, set];
}
