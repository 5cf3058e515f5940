// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { area, curveMonotoneX, line } from 'd3-shape';
import { briefDuration } from '../format/time';
import { Chart } from './Chart';

const least = 44;

/** How long something took, one after another; the newest is at the right. In milliseconds. */
export function DurationSparkline({ title, values }: { title: string; values: readonly number[] }) {
    const latest = values[values.length - 1];
    if (latest === undefined) return null;
    const most = max(values, (value) => value) ?? 0;
    return (
        <Chart
            title={title} height={least}
            table={{ columns: ['Run', 'Took'], rows: values.map((value, at) => [at + 1, briefDuration(value)]) }}
            says={`The last of ${values.length} took ${briefDuration(latest)}, the longest ${briefDuration(most)}.`}
        >
            {(width, height) => {
                const x = scaleLinear().domain([0, Math.max(1, values.length - 1)]).range([3, width - 3]);
                const y = scaleLinear().domain([0, Math.max(1, most)]).range([height - 3, 4]);
                const path = line<number>().x((_, at) => x(at)).y((value) => y(value)).curve(curveMonotoneX);
                const ground = area<number>().y0(height - 1).y1((value) => y(value)).x((_, at) => x(at)).curve(curveMonotoneX);
                return (
                    <>
                        <path className="chart-ground" d={ground(values) ?? undefined} />
                        <path className="chart-line" d={path(values) ?? undefined} />
                        <circle className="chart-point" cx={x(values.length - 1)} cy={y(latest)} r={2.5} />
                    </>
                );
            }}
        </Chart>
    );
}
