// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback } from 'react';
import { api } from '../../api';
import { resources } from '../../live/ResourceStore';
import { useResource } from '../../live/useResource';
import { notifyFailure } from '../../kit/toasts';

/** What a document is to be, until the server has it. */
const wanted = new Map<string, unknown>();
const keeping = new Map<string, Promise<void>>();

/** Sends what is wanted, and then what was wanted meanwhile: one request at a time. */
async function keep(name: string, key: string): Promise<void> {
    try {
        while (wanted.has(name)) {
            const body = wanted.get(name);
            wanted.delete(name);
            await api.setPreferences({ path: { document: name }, body });
        }
    } catch (failure) {
        wanted.delete(name);
        notifyFailure(failure);
        resources.invalidate(key);
    } finally {
        keeping.delete(name);
    }
}

/** A document that the signed-in person has on the server, e.g. how panels are arranged; the same on every device. */
export function usePreference<T>(name: string, fallback: T): [T, (next: T) => void] {
    const key = `preferences/${name}`;
    const { data } = useResource<T | null>(key, async (signal) => {
        // What the server has is not what the person chose last.
        await keeping.get(name);
        return (await api.getPreferences({ path: { document: name }, signal })) as T | null;
    });
    const set = useCallback((next: T) => {
        wanted.set(name, next);
        resources.put(key, next);
        if (!keeping.has(name)) keeping.set(name, keep(name, key));
    }, [key, name]);
    return [data ?? fallback, set];
}
