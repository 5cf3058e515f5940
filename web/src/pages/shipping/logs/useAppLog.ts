// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useReducer, useRef, useState } from 'react';
import { ApiError, type Profile } from '../../../api';
import type { LogLine } from '../../../api';
import { instant } from '../../../format/time';
import { byteSize } from '../../../kit/format';
import { useSubscription } from '../../../live/useLive';
import { Intake } from '../../../logs/lines/intake';
import { LineStore } from '../../../logs/lines/lineStore';
import type { LiveLog } from '../../../logs/view/LogViewer';

/** Which part of an application's log is read. */
export interface LogWish {
    readonly project: string;
    readonly profile: Profile;
    /** Undefined for the one that has the traffic when it is asked for. */
    readonly release?: number;
    readonly process?: string;
    /** The place in the log to begin after; without it with the last `tail` lines. */
    readonly after?: string;
    readonly tail: number;
    /** Lines before this are left out: milliseconds since the epoch. */
    readonly since?: number;
}

interface AppLog extends LiveLog {
    /** All that was there has come: what follows is new. */
    readonly isCurrent: boolean;
    readonly isOver: boolean;
    readonly error: ApiError | undefined;
    /** The place after which a line stands, from which a link can begin. */
    placeBefore(line: number): string | undefined;
}

interface Arrival {
    readonly line: LogLine;
    readonly place?: string;
}

/** What an application writes, from the wished place on and as it comes. The wish stays the same. */
export function useAppLog(wish: LogWish): AppLog {
    const [version, redraw] = useReducer((count: number) => count + 1, 0);
    const [state, setState] = useState<{ isCurrent: boolean; isOver: boolean; error?: ApiError }>(fresh);
    const [reading, setReading] = useState(() => new AppLogReading(wish, redraw));
    // What comes after a new beginning belongs there, drawn or not.
    const latest = useRef(reading);
    useEffect(() => () => reading.close(), [reading]);

    const { project, profile, release, process, tail, after } = wish;
    useSubscription({ topic: 'logs', project, profile, release, process, tail }, (message) => {
        if (message.kind === 'line') latest.current.push(message);
        else if (message.kind === 'skipped') latest.current.pushGap(message.bytes);
        else if (message.kind === 'current') setState((before) => ({ ...before, isCurrent: true }));
        else if (message.kind === 'end') setState((before) => ({ ...before, isOver: true }));
        else if (message.kind === 'error') setState((before) => ({ ...before, error: new ApiError(message.problem) }));
        else if (message.kind === 'restart') {
            setReading(latest.current = new AppLogReading(wish, redraw));
            setState(fresh);
        }
    }, after);
    return {
        store: reading.store, version, error: state.error, isCurrent: state.isCurrent, isOver: state.isOver,
        placeBefore: (line) => reading.placeBefore(line),
    };
}

const fresh = { isCurrent: false, isOver: false };

class AppLogReading {
    readonly store = new LineStore({ lines: 200_000, characters: 100_000_000 });
    private readonly intake: Intake<Arrival>;
    /** Of each kept line, from the store's first on, the place after it. */
    private readonly places = new Map<number, string>();

    constructor(private readonly wish: LogWish, taken: () => void) {
        this.intake = new Intake((arrival: Arrival) => this.take(arrival), taken);
        if (wish.after) this.places.set(-1, wish.after);
    }

    push(arrival: Arrival): void {
        this.intake.push(arrival);
    }

    pushGap(bytes: number): void {
        const text = `${byteSize(bytes)} that stood here are no longer kept`;
        this.intake.push({ line: { text, stream: 'system', release: 0 } });
    }

    placeBefore(line: number): string | undefined {
        return this.places.get(line - 1);
    }

    close(): void {
        this.intake.close();
    }

    private take({ line, place }: Arrival): void {
        const at = instant(line.at) ?? 0;
        if (this.wish.since !== undefined && at > 0 && at < this.wish.since) return;
        const first = this.store.first;
        this.store.append(line.text, { stream: line.stream, part: line.process ?? '', at });
        if (place !== undefined) this.places.set(this.store.end - 1, place);
        for (let gone = first; gone < this.store.first; gone += 1) this.places.delete(gone);
    }
}
