// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useReducer, useRef, useState } from 'react';
import { ApiError } from '../../../api';
import { resources } from '../../../live/ResourceStore';
import { useSubscription } from '../../../live/useLive';
import { cut, Intake } from '../../../logs/lines/intake';
import { LineStore } from '../../../logs/lines/lineStore';
import { type LogPiece, PieceReader } from '../../../logs/lines/pieceReader';
import type { LiveLog } from '../../../logs/view/LogViewer';
import { takeEnd } from './takeEnd';

interface RunLog extends LiveLog {
    readonly error: ApiError | undefined;
}

/** What the steps of a run write, from its beginning on and as it comes. */
export function useRunLog(run: string): RunLog {
    const [version, redraw] = useReducer((count: number) => count + 1, 0);
    const [error, setError] = useState<ApiError>();
    const [reading, setReading] = useState(() => begin(redraw));
    // What comes after a new beginning belongs there, drawn or not.
    const latest = useRef(reading);

    useSubscription({ topic: 'run', run }, (message) => {
        if (message.kind === 'log') for (const piece of cut(message.piece)) latest.current.intake.push(piece);
        else if (message.kind === 'end') takeEnd(message, resources);
        else if (message.kind === 'error') setError(new ApiError(message.problem));
        else if (message.kind === 'restart') setReading(latest.current = begin(redraw));
    });
    useEffect(() => () => reading.intake.close(), [reading]);
    return { store: reading.store, version, error };
}

function begin(taken: () => void): { store: LineStore; intake: Intake<LogPiece> } {
    const store = new LineStore();
    const reader = new PieceReader(store);
    return { store, intake: new Intake((piece: LogPiece) => reader.take(piece), taken) };
}
