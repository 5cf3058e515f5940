// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { currentPlace, navigate, usePlace } from '../../app/router/location';
import { counted, grouped } from '../../format/quantity';
import { Button, CopyButton } from '../../kit';
import type { LineStore } from '../lines/lineStore';
import type { SearchWorker } from '../search/logSearch';
import { type LineRange, linesHash, parseLines } from './lineLink';
import { LogFilters } from './LogFilters';
import { LogModel } from './logModel';
import { LogRow } from './LogRow';
import { LogSearchField } from './LogSearchField';
import { VirtualRows } from './VirtualRows';

/** A log that grows: `version` counts what came. */
export interface LiveLog {
    readonly store: LineStore;
    readonly version: number;
}

/** The lines of a log as a page shows them: found, filtered, wrapped, linked to, and followed at their end. */
export function LogViewer({
    log, label, part, fileName, isFollowing, isTall = false, target, linkOf, status, filters, empty,
}: {
    log: LiveLog; label: string;
    /** What lines come from, when there are several: `Step` or `Process`. */
    part?: string;
    fileName: string; isFollowing: boolean;
    /** As high as the window: the log is what the page is for. */
    isTall?: boolean;
    /** A line to show, e.g. where a step begins; another object shows it again. */
    target?: { readonly line: number };
    /** The address of a line whose number is not for ever. Without it the page's own address ends with the number. */
    linkOf?: (line: number) => string | undefined;
    /** What is said of the log, e.g. that it is live. */
    status?: ReactNode; filters?: ReactNode;
    /** Shown while there is no line. */
    empty: ReactNode;
}) {
    const model = useLogModel(log, isFollowing, linkOf !== undefined);
    const mark = useCallback((number: number, extend: boolean) => {
        const before = extend ? model.marked : undefined;
        const range = {
            from: Math.min(before?.from ?? number, number), to: Math.max(extend ? before?.from ?? number : number, number),
        };
        if (linkOf) model.mark(range);
        else writeAddress(range);
    }, [model, linkOf === undefined]);
    useEffect(() => {
        if (target) model.show(target.line);
    }, [model, target]);
    const lastLine = log.store.end;
    const { rows, viewport, marked, isWrapped, store } = model;
    const showsPart = part !== undefined && store.parts.length > 1;
    const width = isWrapped ? undefined : `calc(${store.longest}ch + 14rem)`;
    return (
        <section className={`log${isWrapped ? ' log-wrapped' : ''}${isTall ? ' log-tall' : ''}`} aria-label={label}>
            <div className="log-bar">
                <LogSearchField model={model} />
                <LogFilters model={model} part={part}>{filters}</LogFilters>
                <div className="log-tools">
                    {status}
                    {marked && <CopyLink key={linesHash(marked)} address={linkOf?.(marked.from - 1)} />}
                    <Button
                        kind="ghost" isSmall icon="wrap" aria-label="Wrap long lines" aria-pressed={isWrapped}
                        onClick={() => model.setWrapped(!isWrapped)}
                    />
                    <Button
                        kind="ghost" isSmall icon="download" aria-label="Download what is shown"
                        disabled={rows.count === 0}
                        onClick={() => download(model.text(), fileName)}
                    />
                </div>
            </div>
            {model.search?.problem && <p className="log-problem" role="alert">{model.search.problem}</p>}
            <div className="log-body">
                {rows.count === 0 && (
                    <div className="log-empty">
                        {store.end === 0 ? empty : <p className="soft">No line passes the filter.</p>}
                    </div>
                )}
                <VirtualRows
                    key={viewportKey(model)} viewport={viewport} label={`${label}, ${counted(rows.count, 'line')}`}
                    isMeasured={isWrapped} minimumWidth={width} onFollowing={() => model.update()}
                    row={(at) => {
                        const number = rows.line(at);
                        const line = model.line(number);
                        if (!line) return <div key={number} className="log-row" />;
                        const found = model.found(number);
                        return (
                            <LogRow
                                key={number} number={number + 1} line={line} showsPart={showsPart}
                                isMarked={marked !== undefined && number + 1 >= marked.from && number + 1 <= marked.to}
                                ranges={found?.ranges} current={found?.current} onMark={mark}
                            />
                        );
                    }}
                />
                {!viewport.isFollowing && !viewport.isAtEnd && rows.count > 0 && (
                    <Button className="log-latest" isSmall icon="arrow_down" onClick={() => model.follow()}>
                        {isFollowing ? 'Jump to latest' : 'Jump to the end'}
                        {lastLine > 0 && <span className="unseen"> of {grouped(lastLine)} lines</span>}
                    </Button>
                )}
            </div>
        </section>
    );
}

function CopyLink({ address }: { address: string | undefined }) {
    return <CopyButton text={address ?? location.href} label="Copy link" />;
}

/** A new list for each arrangement of rows: heights and places of the old one mean nothing in it. */
const keys = new WeakMap<object, number>();
let nextKey = 0;
function viewportKey({ viewport }: LogModel): number {
    if (!keys.has(viewport)) keys.set(viewport, nextKey++);
    return keys.get(viewport)!;
}

function writeAddress(range: LineRange): void {
    const { path, query } = currentPlace();
    const text = query.toString();
    navigate(path + (text ? `?${text}` : '') + linesHash(range), { replace: true });
}

function download(content: Blob, name: string): void {
    const address = URL.createObjectURL(content);
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function loadSearch(): Promise<() => SearchWorker> {
    const { address } = await import('../search/searchWorker');
    return () => new Worker(address, { type: 'module' });
}

function useLogModel(log: LiveLog, isFollowing: boolean, ownMarks: boolean): LogModel {
    const [model, setModel] = useState(() => create(log.store, isFollowing));
    const { hash } = usePlace();
    useSyncExternalStore((notify) => model.watch(notify), () => model.version);
    // A log that began afresh has another store.
    useEffect(() => {
        if (model.store !== log.store) setModel(create(log.store, isFollowing));
    }, [log.store]);
    // Before it is drawn: what came may have dropped the lines of the rows that were there.
    model.catchUp();
    useEffect(() => model.update(), [model, log.version]);
    useEffect(() => {
        const range = parseLines(hash);
        if (ownMarks && !range) return;
        model.mark(range);
        if (range) model.show(range.from - 1);
    }, [model, hash, ownMarks]);
    useEffect(() => () => model.close(), [model]);
    return model;
}

function create(store: LineStore, isFollowing: boolean): LogModel {
    const isNarrow = window.matchMedia('(max-width: 47.99rem)').matches;
    return new LogModel(store, isFollowing && !parseLines(location.hash), isNarrow, loadSearch);
}
