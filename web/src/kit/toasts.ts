// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useSyncExternalStore } from 'react';
import { ApiError, sentence } from '../api';
import type { Tone } from './tone';

export interface Toast {
    id: number;
    tone: Tone;
    title: string;
    text?: string;
    action?: { label: string; run: () => void };
}

/** How long a message stays, in milliseconds; failures stay until they are put away. */
const stay = 6000;
/** Older ones make place. */
const most = 4;

let toasts: readonly Toast[] = [];
let number = 0;
const watchers = new Set<() => void>();

function publish(next: readonly Toast[]): void {
    toasts = next;
    for (const notify of watchers) notify();
}

/** Says something in passing, in the corner. */
export function toast(message: Omit<Toast, 'id'>): void {
    const id = ++number;
    publish([...toasts, { ...message, id }].slice(-most));
    if (message.tone !== 'danger') window.setTimeout(() => putAway(id), stay);
}

export function notifySuccess(title: string, text?: string): void {
    toast({ tone: 'success', title, text });
}

/** For failures of what has no place of its own to show them. */
export function notifyFailure(error: unknown): void {
    const failure = ApiError.from(error);
    toast({ tone: 'danger', title: sentence(failure.detail), text: failure.hint && sentence(failure.hint) });
}

export function putAway(id: number): void {
    publish(toasts.filter((each) => each.id !== id));
}

export function useToasts(): readonly Toast[] {
    return useSyncExternalStore((notify) => {
        watchers.add(notify);
        return () => watchers.delete(notify);
    }, () => toasts);
}
