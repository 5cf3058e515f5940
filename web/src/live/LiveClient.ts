// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { LiveAction, LiveMachine, LiveState, TimerName } from './LiveMachine';
import type { ClientMessage, Cursor, LiveMessage, ServerMessage, Topic } from './messages';

/** The page's one WebSocket: performs what the machine says. */
export class LiveClient {
    private readonly machine = new LiveMachine(Math.random);
    private readonly timers = new Map<TimerName, number>();
    private readonly readers = new Map<string, (message: LiveMessage) => void>();
    private readonly watchers = new Set<() => void>();
    private socket: WebSocket | undefined;
    private number = 0;
    private shown: LiveState = 'connecting';

    constructor() {
        window.addEventListener('online', () => this.perform(this.machine.hurry()));
        document.addEventListener('visibilitychange', () => {
            if (document.visibilityState === 'visible') this.perform(this.machine.hurry());
        });
    }

    get state(): LiveState {
        return this.shown;
    }

    /** Calls `notify` whenever `state` has changed; returns how to end that. */
    watch(notify: () => void): () => void {
        this.watchers.add(notify);
        return () => this.watchers.delete(notify);
    }

    start(): void {
        this.perform(this.machine.start());
    }

    stop(): void {
        this.perform(this.machine.stop());
    }

    /** Follows a topic until the returned function is called. */
    subscribe(topic: Topic, reader: (message: LiveMessage) => void, after?: Cursor): () => void {
        const id = String(++this.number);
        this.readers.set(id, reader);
        this.perform(this.machine.subscribe(id, topic, after));
        return () => {
            this.readers.delete(id);
            this.perform(this.machine.unsubscribe(id));
        };
    }

    private perform(actions: LiveAction[]): void {
        for (const action of actions) {
            switch (action.do) {
                case 'connect': this.connect(); break;
                case 'disconnect': this.disconnect(); break;
                case 'send': this.send(action.message); break;
                case 'wait': this.wait(action.timer, action.milliseconds); break;
                case 'deliver': this.readers.get(action.id)?.(action.message); break;
            }
        }
        if (this.shown === this.machine.state) return;
        this.shown = this.machine.state;
        for (const notify of this.watchers) notify();
    }

    private send(message: ClientMessage): void {
        // A connection that ends may not have said so yet; then everything is asked for again on the next.
        if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
    }

    private connect(): void {
        this.disconnect();
        const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/v1/live`, 'dextra.live.v1');
        this.socket = socket;
        socket.onmessage = ({ data }) => this.perform(this.machine.received(JSON.parse(data as string) as ServerMessage));
        socket.onclose = ({ code }) => {
            if (this.socket !== socket) return;
            this.socket = undefined;
            this.perform(this.machine.closed(code));
        };
    }

    private disconnect(): void {
        const socket = this.socket;
        this.socket = undefined;
        if (!socket) return;
        socket.onmessage = null;
        socket.onclose = null;
        socket.close();
    }

    private wait(timer: TimerName, milliseconds: number): void {
        window.clearTimeout(this.timers.get(timer));
        this.timers.set(timer, window.setTimeout(() => this.perform(this.machine.fired(timer)), milliseconds));
    }
}

export const live = new LiveClient();
