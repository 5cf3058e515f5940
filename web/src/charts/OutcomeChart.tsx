// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { scaleBand } from 'd3-scale';
import { counted } from '../format/quantity';
import { Chart } from './Chart';
import { countScale, type DayOutcome, totals } from './outcomes';

const least = 168;
const margin = { top: 8, right: 4, bottom: 22, left: 28 };
const dayLabel = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function label(day: DayOutcome): string {
    return dayLabel.format(new Date(`${day.date}T00:00:00Z`));
}

/** What succeeded and failed on each day in UTC, on top of each other. */
export function OutcomeChart({ days }: { days: readonly DayOutcome[] }) {
    const { succeeded, failed } = totals(days);
    const most = Math.max(0, ...days.map((day) => day.succeeded + day.failed));
    const says = `${counted(succeeded, 'deployment')} succeeded and ${failed} failed in ${counted(days.length, 'day')}.`;
    return (
        <Chart
            title="Deployments of each day, in UTC" says={says} height={least}
            table={{
                columns: ['Day', 'Succeeded', 'Failed'],
                rows: days.map((day) => [label(day), day.succeeded, day.failed]),
            }}
        >
            {(width, height) => {
                const x = scaleBand().domain(days.map((day) => day.date)).range([margin.left, width - margin.right])
                    .paddingInner(0.28);
                const { scale, ticks } = countScale(most, [height - margin.bottom, margin.top]);
                const every = Math.ceil(days.length / Math.max(2, Math.floor(width / 90)));
                return (
                    <>
                        {ticks.map((tick) => (
                            <g key={tick} transform={`translate(0,${scale(tick)})`}>
                                <line className="chart-grid" x1={margin.left} x2={width - margin.right} />
                                <text className="chart-label" x={margin.left - 6} dy="0.32em" textAnchor="end">
                                    {tick}
                                </text>
                            </g>
                        ))}
                        {days.map((day, index) => {
                            const left = x(day.date)!;
                            const [base, middle] = [scale(0), scale(day.succeeded)];
                            return (
                                <g key={day.date} className="chart-day">
                                    <title>{`${label(day)}: ${day.succeeded} succeeded, ${day.failed} failed`}</title>
                                    <rect
                                        className="chart-hit" x={left} y={margin.top} width={x.bandwidth()}
                                        height={base - margin.top}
                                    />
                                    <Bar tone="success" x={left} width={x.bandwidth()} from={base} to={middle} />
                                    <Bar
                                        tone="danger" x={left} width={x.bandwidth()} from={middle}
                                        to={scale(day.succeeded + day.failed)}
                                    />
                                    {(days.length - 1 - index) % every === 0 && (
                                        <text
                                            className="chart-label" x={left + x.bandwidth()} y={height - 6}
                                            textAnchor="end"
                                        >
                                            {label(day)}
                                        </text>
                                    )}
                                </g>
                            );
                        })}
                    </>
                );
            }}
        </Chart>
    );
}

function Bar({ tone, x, width, from, to }: { tone: string; x: number; width: number; from: number; to: number }) {
    const tall = Math.max(0, from - to);
    if (tall === 0) return null;
    const className = `chart-bar tone-${tone}`;
    return <rect className={className} x={x} y={to} width={width} height={Math.max(1, tall - 1)} rx={Math.min(2, width / 2)} />;
}
