// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';

/** Names and values that say the same as a drawing. */
export interface ChartTable {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
}

/** A drawing as large as its place, with words for those who can't see it and a table of what it shows. */
export function Chart({ title, says, height, table, children }: {
    title: string;
    /** What is to be seen, in a sentence. */
    says: string;
    /** Pixels; more where its place is higher. */
    height: number; table: ChartTable; children: (width: number, height: number) => ReactNode;
}) {
    const frame = useRef<HTMLElement>(null);
    const [size, setSize] = useState({ width: 0, height });
    const id = useId();
    useLayoutEffect(() => {
        const element = frame.current!;
        const measure = (): void => setSize({ width: element.clientWidth, height: Math.max(height, element.clientHeight) });
        const observer = new ResizeObserver(measure);
        observer.observe(element);
        measure();
        return () => observer.disconnect();
    }, [height]);
    return (
        <figure ref={frame} className="chart" style={{ minHeight: height }}>
            <svg width={size.width} height={size.height} role="img" aria-labelledby={`${id}-title ${id}-says`}>
                <title id={`${id}-title`}>{title}</title>
                <desc id={`${id}-says`}>{says}</desc>
                {size.width > 0 && children(size.width, size.height)}
            </svg>
            <table className="unseen">
                <caption>{title}</caption>
                <thead><tr>{table.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
                <tbody>
                    {table.rows.map((row, index) => (
                        <tr key={index}>{row.map((cell, at) => <td key={at}>{cell}</td>)}</tr>
                    ))}
                </tbody>
            </table>
        </figure>
    );
}
