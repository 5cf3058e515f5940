// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ReactNode, useCallback, useLayoutEffect, useReducer, useRef } from 'react';
import { overscan, Viewport, type Window } from '../scroll/viewport';

/** Of the rows that are there already, so many are left when the next are made. */
const reserve = overscan / 2;

/** Those rows of a long list that can be seen. `viewport` has been told how many there are. */
export function VirtualRows({ viewport, label, isMeasured, minimumWidth, onFollowing, row }: {
    viewport: Viewport; label: string;
    /** Rows differ in height: they are measured. */
    isMeasured: boolean;
    /** As CSS, e.g. `120ch`. */
    minimumWidth: string | undefined;
    /** Whether the end is followed has changed. */
    onFollowing: (isFollowing: boolean) => void;
    row: (row: number) => ReactNode;
}) {
    const [, redraw] = useReducer((count: number) => count + 1, 0);
    const frame = useRef<HTMLDivElement>(null);
    const block = useRef<HTMLDivElement>(null);
    /** Where this component put the list itself: the browser tells of that as if a person had done it. */
    const written = useRef(-1);
    const drawn = viewport.window;
    const latest = useRef({ drawn, onFollowing });
    latest.current = { drawn, onFollowing };

    useLayoutEffect(() => {
        const element = frame.current!;
        if (isMeasured) measure(viewport, block.current!, drawn);
        if (Math.abs(element.scrollTop - viewport.place) > 0.5) {
            element.scrollTop = viewport.place;
            written.current = element.scrollTop;
        }
        if (!covers(drawn, viewport)) redraw();
    });

    useLayoutEffect(() => {
        const element = frame.current!;
        const observer = new ResizeObserver(() => {
            viewport.resized(element.clientHeight);
            redraw();
        });
        observer.observe(element);
        return () => observer.disconnect();
    }, [viewport]);

    const scrolled = useCallback(() => {
        const place = frame.current!.scrollTop;
        const isOwn = Math.abs(place - written.current) <= 1;
        written.current = -1;
        if (!isOwn) {
            const before = viewport.isFollowing;
            viewport.scrolled(place);
            if (viewport.isFollowing !== before) latest.current.onFollowing(viewport.isFollowing);
        }
        if (!covers(latest.current.drawn, viewport)) redraw();
    }, [viewport]);

    const rows: ReactNode[] = [];
    for (let at = drawn.from; at < drawn.to; at += 1) rows.push(row(at));
    return (
        <div ref={frame} className="log-frame" role="region" aria-label={label} tabIndex={0} onScroll={scrolled}>
            <div className="log-space" style={{ height: viewport.heights.total, minWidth: minimumWidth }}>
                <div ref={block} className="log-block" style={{ transform: `translateY(${drawn.top}px)` }}>{rows}</div>
            </div>
        </div>
    );
}

function measure(viewport: Viewport, block: HTMLElement, { from }: Window): void {
    const heights = Array.from(block.children, (child) => child.getBoundingClientRect().height);
    heights.forEach((height, index) => viewport.measured(from + index, height));
}

/** Whether what is drawn is enough for what is seen now, with something in reserve, and stands where it should. */
function covers({ from, to, top }: Window, viewport: Viewport): boolean {
    const { heights, place, height } = viewport;
    const [first, last] = [heights.at(place), heights.at(place + height)];
    return (from === 0 || first - from >= reserve) && (to === heights.count || to - last > reserve)
        && to <= heights.count && heights.top(from) === top;
}
