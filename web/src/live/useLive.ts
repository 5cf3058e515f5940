// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Event } from '../api/shipping';
import { live } from './LiveClient';
import type { LiveState } from './LiveMachine';
import type { Cursor, LiveMessage, Topic } from './messages';
import { EventFilter, fits, resources } from './ResourceStore';

const listeners = new Set<(event: Event) => void>();
const restartListeners = new Set<() => void>();

/** Follows all events for as long as somebody is signed in: resources and pages hear of them. */
export function followEvents(): () => void {
    live.start();
    // What could not be had while there was no server is had now.
    const unwatch = live.watch(() => {
        if (live.state === 'open') resources.recover();
    });
    const end = live.subscribe({ topic: 'events' }, (message) => {
        if (message.kind === 'event') {
            resources.happened(message.event);
            for (const listener of listeners) listener(message.event);
        } else if (message.kind === 'restart') {
            resources.invalidate('');
            for (const listener of restartListeners) listener();
        }
    });
    return () => {
        end();
        unwatch();
        live.stop();
    };
}

/** Connects again after the session that the connection was of has ended: there is another. */
export function goOn(): void {
    live.start();
    resources.invalidate('');
}

/** Calls `listener` for each event that fits one of the filters, from now on. */
export function useEvents(filters: readonly EventFilter[], listener: (event: Event) => void): void {
    const latest = useRef({ filters, listener });
    latest.current = { filters, listener };
    useEffect(() => {
        const hear = (event: Event) => {
            if (latest.current.filters.some((filter) => fits(event, filter))) latest.current.listener(event);
        };
        listeners.add(hear);
        return () => {
            listeners.delete(hear);
        };
    }, []);
}

/** Calls `listener` when events may have been missed: those that come from now on follow what is loaded now. */
export function useRestart(listener: () => void): void {
    const latest = useRef(listener);
    latest.current = listener;
    useEffect(() => {
        const hear = () => latest.current();
        restartListeners.add(hear);
        return () => {
            restartListeners.delete(hear);
        };
    }, []);
}

/** Follows a run or a log for as long as the component is shown; nothing while `topic` is undefined. */
export function useSubscription(topic: Topic | undefined, reader: (message: LiveMessage) => void, after?: Cursor): void {
    const latest = useRef(reader);
    latest.current = reader;
    const key = topic && JSON.stringify(topic);
    useEffect(() => {
        if (!topic) return undefined;
        return live.subscribe(topic, (message) => latest.current(message), after);
    }, [key]);
}

/** What the shell shows of the connection. */
export function useLiveState(): LiveState {
    return useSyncExternalStore((notify) => live.watch(notify), () => live.state);
}
