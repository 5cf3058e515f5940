// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';

/** Names and values that say the same as a drawing. */
export interface ChartTable {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
}

/** A drawing as wide as its place, with words for those who can't see it and a table of what it shows. */
export function Chart({ title, says, height, table, children }: {
    title: string;
    /** What is to be seen, in a sentence. */
    says: string; height: number; table: ChartTable; children: (width: number) => ReactNode;
}) {
    const frame = useRef<HTMLElement>(null);
    const [width, setWidth] = useState(0);
    const id = useId();
    useLayoutEffect(() => {
        const element = frame.current!;
        const observer = new ResizeObserver(() => setWidth(element.clientWidth));
        observer.observe(element);
        setWidth(element.clientWidth);
        return () => observer.disconnect();
    }, []);
    return (
        <figure ref={frame} className="chart">
            <svg width={width} height={height} role="img" aria-labelledby={`${id}-title ${id}-says`}>
                <title id={`${id}-title`}>{title}</title>
                <desc id={`${id}-says`}>{says}</desc>
                {width > 0 && children(width)}
            </svg>
            <table className="unseen">
                <caption>{title}</caption>
                <thead><tr>{table.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
                <tbody>
                    {table.rows.map((row, index) => <tr key={index}>{row.map((cell, at) => <td key={at}>{cell}</td>)}</tr>)}
                </tbody>
            </table>
        </figure>
    );
}
