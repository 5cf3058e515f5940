// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { scaleBand } from 'd3-scale';
import { briefDuration } from '../format/time';
import { counted } from '../format/quantity';
import { Chart } from './Chart';
import { type Bin, durationBins, median } from './distribution';
import { countScale } from './outcomes';

const least = 168;
const margin = { top: 18, right: 4, bottom: 22, left: 4 };

function label({ from, to }: Bin): string {
    if (to === Infinity) return `over ${briefDuration(from)}`;
    if (from === 0) return `under ${briefDuration(to)}`;
    return `${briefDuration(from)} – ${briefDuration(to)}`;
}

function briefLabel({ from, to }: Bin): string {
    return to === Infinity ? `> ${briefDuration(from)}` : `< ${briefDuration(to)}`;
}

/** How many took how long. In milliseconds. */
export function DurationHistogram({ title, values }: { title: string; values: readonly number[] }) {
    const bins = durationBins(values);
    const middle = median(values) ?? 0;
    const most = Math.max(0, ...bins.map(({ count }) => count));
    return (
        <Chart
            title={title} height={least}
            says={`Half of ${counted(values.length, 'deployment')} took less than ${briefDuration(middle)}.`}
            table={{ columns: ['Took', 'Deployments'], rows: bins.map((bin) => [label(bin), bin.count]) }}
        >
            {(width, height) => {
                const x = scaleBand().domain(bins.map(({ from }) => String(from)))
                    .range([margin.left, width - margin.right]).paddingInner(0.12);
                const { scale } = countScale(most, [height - margin.bottom, margin.top]);
                const isTight = x.bandwidth() < 84;
                return bins.map((bin) => {
                    const left = x(String(bin.from))!;
                    const isMiddle = middle >= bin.from && middle < bin.to;
                    return (
                        <g key={bin.from}>
                            <title>{`${label(bin)}: ${bin.count}`}</title>
                            <rect
                                className={isMiddle ? 'chart-bar tone-accent' : 'chart-bar chart-bar-soft tone-accent'}
                                x={left} width={x.bandwidth()}
                                y={scale(bin.count)} height={Math.max(1, scale(0) - scale(bin.count))} rx={2}
                            />
                            {bin.count > 0 && (
                                <text
                                    className="chart-label" x={left + x.bandwidth() / 2} y={scale(bin.count) - 5}
                                    textAnchor="middle"
                                >
                                    {bin.count}
                                </text>
                            )}
                            <text
                                className="chart-label" x={left + x.bandwidth() / 2} y={height - 6} textAnchor="middle"
                            >
                                {isTight ? briefLabel(bin) : label(bin)}
                            </text>
                        </g>
                    );
                });
            }}
        </Chart>
    );
}
