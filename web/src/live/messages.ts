// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Problem } from '../api/ApiError';
import type { Event, LogLine, LogPiece, Profile, Run } from '../api/shipping';

/** What is followed, without its place: the connection keeps that. */
export type Topic =
    | { topic: 'events'; subjects?: string[]; types?: string[] }
    | { topic: 'run'; run: string }
    | { topic: 'logs'; project: string; profile: Profile; release?: number; process?: string; tail?: number };

/** A place in a topic's stream: a number in the event log, `<release>-<position>` in an application's log. */
export type Cursor = number | string;

export type ClientMessage =
    | ({ op: 'subscribe'; id: string; after?: Cursor } & Topic)
    | { op: 'unsubscribe'; id: string }
    | { op: 'ping' };

/** What a reader gets of its subscription. */
export type LiveMessage =
    | { kind: 'event'; cursor: number; event: Event }
    | { kind: 'log'; cursor?: number; piece: LogPiece }
    | { kind: 'line'; place?: string; line: LogLine }
    /** So many bytes that stood here are no longer kept. */
    | { kind: 'skipped'; bytes: number }
    /** Everything that was there when it was asked for has come. */
    | { kind: 'current' }
    | { kind: 'end'; run?: Run }
    | { kind: 'error'; problem: Problem }
    /**
     * The place was no longer kept, or events begin only now: what the reader has may have a hole, and it begins afresh.
     */
    | { kind: 'restart' };

export type ServerMessage =
    | { kind: 'hello'; cursor: number; server: string; version: string }
    | { kind: 'pong' }
    | { kind: 'subscribed'; id: string; cursor?: number }
    | { kind: 'unsubscribed'; id: string }
    /** Nothing for this subscription came before the cursor: a newer place to resume from. */
    | { kind: 'cursor'; id: string; cursor: number }
    /** Without an ID it is about a message that was not understood. */
    | { kind: 'error'; id?: string; problem: Problem }
    | (Exclude<LiveMessage, { kind: 'error' | 'restart' }> & { id: string });

/** The WebSocket's close codes with a meaning of ours. */
export const closeCodes = { signedOut: 4401, tooSlow: 4408 } as const;
