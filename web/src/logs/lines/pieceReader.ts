// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { LineOrigin, LineStore } from './lineStore';

/** Text of a run's step, as the server sends it. */
export interface LogPiece {
    readonly step: string;
    readonly stream: string;
    /** Bytes of the run's log, of all its steps together, before this piece. */
    readonly offset: number;
    readonly text: string;
}

const encoder = new TextEncoder();

/** Makes lines of a run's pieces. Pieces that came before are left out, by their offset. */
export class PieceReader {
    /** Bytes of the run's log that have been read. */
    offset = 0;
    /** Whose line has no end yet. */
    private open: { step: string; stream: string } | undefined;

    constructor(private readonly store: LineStore) {}

    take(piece: LogPiece, at = 0): void {
        if (piece.offset < this.offset) return;
        this.offset = piece.offset + encoder.encode(piece.text).length;
        const origin: LineOrigin = { stream: piece.stream, part: piece.step, at };
        let goesOn = this.open?.step === piece.step && this.open.stream === piece.stream;
        const lines = piece.text.split('\n');
        const rest = lines.pop()!;
        for (const line of lines) {
            this.add(withoutReturn(line), origin, goesOn, false);
            goesOn = false;
        }
        if (rest !== '') this.add(rest, origin, goesOn, true);
        if (rest !== '') this.open = piece;
        else if (!goesOn) this.open = undefined;
    }

    private add(text: string, origin: LineOrigin, goesOn: boolean, isOpen: boolean): void {
        if (goesOn) this.store.extendLast(text, isOpen);
        else this.store.append(text, origin, isOpen);
    }
}

/** Of `\r\n` the first is no progress bar. */
function withoutReturn(line: string): string {
    return line.endsWith('\r') ? line.slice(0, -1) : line;
}
