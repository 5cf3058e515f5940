// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ApiError } from '../api/ApiError';
import type { Event } from '../api/shipping';

/** Which events make a resource out of date: all that are named must fit. */
export interface EventFilter {
    /** Beginnings of types, e.g. `run.`. */
    types?: readonly string[];
    /** E.g. `project/<id>`. */
    subject?: string;
    run?: string;
}

export function fits(event: Event, filter: EventFilter): boolean {
    return (filter.types === undefined || filter.types.some((type) => event.type.startsWith(type)))
        && (filter.subject === undefined || filter.subject === event.subject)
        && (filter.run === undefined || filter.run === event.run_id);
}

export interface Snapshot<T> {
    data: T | undefined;
    /** Why the last loading failed; `data` is then what was loaded before. */
    error: ApiError | undefined;
    isLoading: boolean;
}

type Loader = (signal: AbortSignal) => Promise<unknown>;

interface Entry {
    snapshot: Snapshot<unknown>;
    loader: Loader;
    filters: readonly EventFilter[];
    readers: Set<() => void>;
    controller: AbortController | undefined;
    timer: number | undefined;
    loadedAt: number;
    isStale: boolean;
    /** Out of date again while it was being loaded. */
    isOvertaken: boolean;
}

/** Entries that nobody reads are kept this many, so that going back shows something at once. */
const keptUnread = 60;
/** A storm of events reloads a resource at most this often, in milliseconds. */
const calm = 400;

/** The time in milliseconds, and how to be called later. */
export interface StoreClock {
    now(): number;
    wait(milliseconds: number, work: () => void): number;
    cancel(timer: number | undefined): void;
}

const systemClock: StoreClock = {
    now: () => Date.now(),
    wait: (milliseconds, work) => window.setTimeout(work, milliseconds),
    cancel: (timer) => window.clearTimeout(timer),
};

const nothing: Snapshot<unknown> = { data: undefined, error: undefined, isLoading: true };
/** Until somebody reads what was put in place. */
const unread: Loader = () => Promise.reject(new Error('nobody reads this'));

/** What was loaded, by key; shared by all pages and reloaded when events say that it is out of date. */
export class ResourceStore {
    private readonly entries = new Map<string, Entry>();

    constructor(private readonly clock: StoreClock = systemClock) {}

    snapshot<T>(key: string): Snapshot<T> {
        return (this.entries.get(key)?.snapshot ?? nothing) as Snapshot<T>;
    }

    /** Reads `key` until the returned function is called; what is there is shown, and loaded anew when it may be old. */
    read(key: string, loader: Loader, filters: readonly EventFilter[], notify: () => void): () => void {
        const entry = this.entries.get(key) ?? this.create(key, loader);
        entry.loader = loader;
        entry.filters = filters;
        entry.readers.add(notify);
        const isOld = this.clock.now() - entry.loadedAt > 2000;
        if (!entry.controller && (entry.isStale || isOld)) void this.load(key, entry);
        return () => this.leave(key, entry, notify);
    }

    /** Loads what is read and begins with `prefix` anew; the rest when it is next read. */
    invalidate(prefix: string): void {
        for (const [key, entry] of this.entries) if (key.startsWith(prefix)) this.expire(key, entry);
    }

    /** Puts the answer of a change in place without waiting for its event. What is being loaded was asked for before. */
    put<T>(key: string, data: T): void {
        const entry = this.entries.get(key) ?? this.create(key, unread);
        const wasLoading = this.stop(entry);
        this.publish(entry, { data, error: undefined, isLoading: false });
        if (wasLoading) this.expire(key, entry);
    }

    /**
     * Loads what is read in another way this once, e.g. more of it than there is; nothing while it is being loaded by its
     * own loader.
     */
    extend<T>(key: string, loader: (signal: AbortSignal) => Promise<T>): void {
        const entry = this.entries.get(key);
        if (entry && !entry.controller) void this.load(key, entry, loader);
    }

    /** The server answers again: what could not be had is loaded anew. */
    recover(): void {
        for (const [key, entry] of this.entries) if (entry.snapshot.error) this.expire(key, entry);
    }

    happened(event: Event): void {
        for (const [key, entry] of this.entries) {
            if (entry.filters.some((filter) => fits(event, filter))) this.expire(key, entry);
        }
    }

    /** Another person, or nobody, is signed in: nothing that was loaded is theirs. */
    clear(): void {
        for (const [key, entry] of this.entries) {
            this.stop(entry);
            if (entry.readers.size === 0) {
                this.entries.delete(key);
                continue;
            }
            this.publish(entry, nothing);
            this.expire(key, entry);
        }
    }

    private create(key: string, loader: Loader): Entry {
        const entry: Entry = {
            snapshot: nothing, loader, filters: [], readers: new Set(), controller: undefined, timer: undefined,
            loadedAt: 0, isStale: true, isOvertaken: false,
        };
        this.entries.set(key, entry);
        return entry;
    }

    private expire(key: string, entry: Entry): void {
        entry.isStale = true;
        if (entry.controller) entry.isOvertaken = true;
        if (entry.readers.size === 0 || entry.controller || entry.timer !== undefined) return;
        const since = this.clock.now() - entry.loadedAt;
        entry.timer = this.clock.wait(Math.max(30, calm - since), () => {
            entry.timer = undefined;
            void this.load(key, entry);
        });
    }

    private async load(key: string, entry: Entry, loader = entry.loader): Promise<void> {
        const controller = new AbortController();
        this.stop(entry);
        entry.controller = controller;
        // More of what is out of date is out of date.
        entry.isOvertaken = entry.isStale && loader !== entry.loader;
        entry.isStale = false;
        if (!entry.snapshot.isLoading) this.publish(entry, { ...entry.snapshot, isLoading: true });
        let next: Snapshot<unknown>;
        try {
            next = { data: await loader(controller.signal), error: undefined, isLoading: false };
        } catch (error) {
            next = { data: entry.snapshot.data, error: ApiError.from(error), isLoading: false };
        }
        if (entry.controller !== controller) return;
        entry.controller = undefined;
        entry.loadedAt = this.clock.now();
        this.publish(entry, next);
        if (entry.isOvertaken) this.expire(key, entry);
    }

    /** Ends what goes on or is to begin; whether it was being loaded. */
    private stop(entry: Entry): boolean {
        const isLoading = entry.controller !== undefined;
        entry.controller?.abort();
        entry.controller = undefined;
        this.clock.cancel(entry.timer);
        entry.timer = undefined;
        return isLoading;
    }

    private publish(entry: Entry, snapshot: Snapshot<unknown>): void {
        entry.snapshot = snapshot;
        for (const notify of entry.readers) notify();
    }

    private leave(key: string, entry: Entry, notify: () => void): void {
        entry.readers.delete(notify);
        if (entry.readers.size > 0) return;
        if (this.stop(entry) || entry.snapshot.data === undefined) entry.isStale = true;
        // Last in order is last used.
        this.entries.delete(key);
        this.entries.set(key, entry);
        for (const [old, each] of this.entries) {
            if (this.entries.size <= keptUnread) break;
            if (each.readers.size === 0) this.entries.delete(old);
        }
    }
}

export const resources = new ResourceStore();
