// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ClientMessage, closeCodes, Cursor, LiveMessage, ServerMessage, Topic } from './messages';

/** What people are told of the connection. */
export type LiveState = 'connecting' | 'open' | 'reconnecting' | 'signed_out';
export type TimerName = 'reconnect' | 'heartbeat';

/** What the machine asks its surroundings to do. */
export type LiveAction =
    | { do: 'connect' }
    | { do: 'disconnect' }
    | { do: 'send'; message: ClientMessage }
    | { do: 'wait'; timer: TimerName; milliseconds: number }
    | { do: 'deliver'; id: string; message: LiveMessage };

interface Subscription {
    topic: Topic;
    /** What the reader has; undefined while it has nothing. */
    after: Cursor | undefined;
    /** The server said the last word: nothing is asked for again. */
    isOver: boolean;
    /** The reader is to be told that it begins afresh once it is known where. */
    isRestarting: boolean;
}

/** Silence after which the server is asked for a sign of life, in milliseconds. */
const heartbeat = 25_000;
/** How long it may take for that, and for its greeting. */
const patience = 10_000;
const shortestPause = 500;
const longestPause = 30_000;

/**
 * The live connection without its socket and clock: each thing that happens gives the actions to take.
 *
 * Every subscription remembers the cursor of what was delivered last, and asks for what comes after it whenever there
 * is a new connection: readers get everything once, in order, however often the connection breaks.
 */
export class LiveMachine {
    private phase: 'off' | 'connecting' | 'greeted' | 'pausing' = 'off';
    private attempts = 0;
    private wasOpen = false;
    private isSignedOut = false;
    private isProbing = false;
    private readonly subscriptions = new Map<string, Subscription>();

    /** - random: from 0 to 1, so that pages that lost the same server don't come back at the same moment. */
    constructor(private readonly random: () => number) {}

    get state(): LiveState {
        if (this.isSignedOut) return 'signed_out';
        if (this.phase === 'greeted') return 'open';
        return this.wasOpen || this.attempts > 1 ? 'reconnecting' : 'connecting';
    }

    start(): LiveAction[] {
        if (this.phase !== 'off') return [];
        this.isSignedOut = false;
        this.attempts = 0;
        return this.connect();
    }

    stop(): LiveAction[] {
        this.phase = 'off';
        this.wasOpen = false;
        return [{ do: 'disconnect' }];
    }

    /** The network is there again, or the page is looked at again: no reason to wait on, or to believe in an old connection. */
    hurry(): LiveAction[] {
        if (this.phase === 'pausing') return this.connect();
        return this.phase === 'greeted' && !this.isProbing ? this.probe() : [];
    }

    subscribe(id: string, topic: Topic, after?: Cursor): LiveAction[] {
        this.subscriptions.set(id, { topic, after, isOver: false, isRestarting: false });
        return this.phase === 'greeted' ? [this.request(id)] : [];
    }

    unsubscribe(id: string): LiveAction[] {
        const known = this.subscriptions.get(id);
        this.subscriptions.delete(id);
        return known && !known.isOver && this.phase === 'greeted' ? [{ do: 'send', message: { op: 'unsubscribe', id } }] : [];
    }

    received(message: ServerMessage): LiveAction[] {
        this.isProbing = false;
        const alive: LiveAction = { do: 'wait', timer: 'heartbeat', milliseconds: heartbeat };
        switch (message.kind) {
            case 'hello': return [...this.greeted(message.cursor), alive];
            case 'subscribed':
            case 'cursor':
                this.advance(message.id, message.cursor);
                return [alive];
            case 'pong':
            case 'unsubscribed': return [alive];
            default: return [...(message.id === undefined ? [] : this.deliver(message.id, message)), alive];
        }
    }

    closed(code: number): LiveAction[] {
        if (this.phase === 'off') return [];
        if (code === closeCodes.signedOut) {
            this.phase = 'off';
            this.isSignedOut = true;
            return [];
        }
        // Who was too slow is expected back at once, with its cursors.
        return this.pause(code === closeCodes.tooSlow ? shortestPause / 2 : this.nextPause());
    }

    fired(timer: TimerName): LiveAction[] {
        if (timer === 'reconnect') return this.phase === 'pausing' ? this.connect() : [];
        if (this.phase === 'greeted' && !this.isProbing) return this.probe();
        // Neither a greeting nor a sign of life came in time.
        const isSilent = this.phase === 'greeted' || this.phase === 'connecting';
        return isSilent ? [{ do: 'disconnect' }, ...this.pause(this.nextPause())] : [];
    }

    private probe(): LiveAction[] {
        this.isProbing = true;
        return [
            { do: 'send', message: { op: 'ping' } }, { do: 'wait', timer: 'heartbeat', milliseconds: patience },
        ];
    }

    private connect(): LiveAction[] {
        this.phase = 'connecting';
        this.isProbing = false;
        return [{ do: 'connect' }, { do: 'wait', timer: 'heartbeat', milliseconds: patience }];
    }

    private pause(milliseconds: number): LiveAction[] {
        this.phase = 'pausing';
        this.attempts += 1;
        return [{ do: 'wait', timer: 'reconnect', milliseconds }];
    }

    private nextPause(): number {
        const whole = Math.min(longestPause, shortestPause * 2 ** this.attempts);
        return Math.round(whole / 2 + this.random() * whole / 2);
    }

    private greeted(cursor: number): LiveAction[] {
        this.phase = 'greeted';
        this.attempts = 0;
        this.wasOpen = true;
        const actions: LiveAction[] = [];
        for (const [id, subscription] of this.subscriptions) {
            if (subscription.isOver) continue;
            // Events begin with what happens from now on, also when this connection breaks before the first of them. What
            // the reader loaded before lacks what happened between that and now.
            if (subscription.topic.topic === 'events' && subscription.after === undefined) {
                subscription.after = cursor;
                subscription.isRestarting = true;
            }
            // Not before: what the reader loads now has everything up to the place that it goes on from.
            if (subscription.isRestarting) actions.push({ do: 'deliver', id, message: { kind: 'restart' } });
            subscription.isRestarting = false;
            actions.push(this.request(id));
        }
        return actions;
    }

    private request(id: string): LiveAction {
        const { topic, after } = this.subscriptions.get(id)!;
        if (after === undefined) return { do: 'send', message: { op: 'subscribe', id, ...topic } };
        // A place says where to begin; how many of the last lines would say it differently.
        const { tail: _, ...rest } = topic as Extract<Topic, { topic: 'logs' }>;
        return { do: 'send', message: { op: 'subscribe', id, ...(rest as Topic), after } };
    }

    private advance(id: string, cursor: Cursor | undefined): void {
        const subscription = this.subscriptions.get(id);
        if (subscription && cursor !== undefined) subscription.after = cursor;
    }

    private deliver(id: string, message: LiveMessage): LiveAction[] {
        const subscription = this.subscriptions.get(id);
        // What was on its way when the reader left.
        if (!subscription || subscription.isOver) return [];
        if (message.kind === 'error') return this.refused(id, subscription, message);
        const place = message.kind === 'line' ? message.place : 'cursor' in message ? message.cursor : undefined;
        if (place !== undefined && isBehind(place, subscription.after)) return [];
        this.advance(id, place);
        if (message.kind === 'end') subscription.isOver = true;
        return [{ do: 'deliver', id, message }];
    }

    private refused(id: string, subscription: Subscription, message: LiveMessage & { kind: 'error' }): LiveAction[] {
        const isExpired = message.problem.code === 'cursor_expired' || message.problem.code === 'log_position_unknown';
        if (!isExpired || subscription.after === undefined) {
            subscription.isOver = true;
            return [{ do: 'deliver', id, message }];
        }
        subscription.after = undefined;
        if (subscription.topic.topic !== 'events') {
            return [{ do: 'deliver', id, message: { kind: 'restart' } }, this.request(id)];
        }
        // Only a new greeting says where the log is now.
        subscription.isRestarting = true;
        return [{ do: 'disconnect' }, ...this.connect()];
    }
}

/** Events that come twice around a reconnection are known by their number. */
function isBehind(cursor: Cursor, after: Cursor | undefined): boolean {
    return typeof cursor === 'number' && typeof after === 'number' && cursor <= after;
}
