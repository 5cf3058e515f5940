// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { visible } from '../ansi/spans';
import { type Matches, SearchEngine } from './searchEngine';
import type { Query } from './query';

// This file is loaded twice: by the page, for its address, and by the worker that the page starts with it. An expression
// that never ends can then be ended from outside.

export type ToWorker =
    /** Lines as they came: what of them is shown, and so found, is worked out here. */
    | { readonly kind: 'lines'; readonly first: number; readonly texts: readonly string[] }
    /** - from: the line with which those begin that are still to come. */
    | { readonly kind: 'query'; readonly number: number; readonly query: Query; readonly from: number };

export interface FromWorker {
    readonly number: number;
    readonly matches: Matches;
    /** All lines are searched that have come. */
    readonly isDone: boolean;
    /** One more than the last line that has come. */
    readonly end: number;
    readonly problem?: string;
}

export const address = import.meta.url;

/** Milliseconds after which the worker says how far it is. */
const slice = 40;

/** Answers the page's messages. */
export function serve(send: (message: FromWorker) => void, now: () => number): (message: ToWorker) => void {
    const engine = new SearchEngine();
    let number = 0;
    let end = 0;
    let isScheduled = false;
    const goOn = (): void => {
        isScheduled = false;
        const matches = engine.slice(slice, now);
        send({ number, matches, isDone: engine.isDone, end });
        if (!engine.isDone) schedule();
    };
    const schedule = (): void => {
        if (isScheduled) return;
        isScheduled = true;
        setTimeout(goOn);
    };
    return (message) => {
        if (message.kind === 'lines') {
            engine.add(message.first, message.texts.map(visible));
            end = message.first + message.texts.length;
            // Answered in any case: the page gives up a worker that says nothing.
            return schedule();
        }
        number = message.number;
        end = Math.max(end, message.from);
        const problem = engine.begin(message.query);
        if (problem) send({ number, matches: new Uint32Array(), isDone: true, end, problem: problem.problem });
        else schedule();
    };
}

declare const WorkerGlobalScope: (new () => unknown) | undefined;

if (typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope) {
    const receive = serve((message) => self.postMessage(message), () => performance.now());
    self.addEventListener('message', (event) => receive(event.data as ToWorker));
}
