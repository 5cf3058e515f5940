// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { DeliveryMetrics } from '../../../api';
import { type Measure, trend } from '../../../charts/trend';
import { percent } from '../../../format/quantity';
import { briefDuration } from '../../../format/time';

/** Days of the window whose figures stand beside those of the whole time. */
export const recentDays = 7;

interface Figure extends Measure {
    readonly title: string;
    readonly says: string;
    readonly of: (metrics: DeliveryMetrics) => number | undefined;
}

const figures: readonly Figure[] = [
    {
        title: 'Success rate', says: 'Deployments that succeeded, of all that ended', isShare: true, isMoreBetter: true,
        of: (metrics) => metrics.success_rate,
    },
    {
        title: 'Lead time', says: 'From asking for a deployment to its traffic, the middle one', isShare: false,
        isMoreBetter: false, of: (metrics) => metrics.lead_time_seconds,
    },
    {
        title: 'Change failure rate', says: 'Releases that were rolled back, of all that served', isShare: true,
        isMoreBetter: false, of: (metrics) => metrics.change_failure_rate,
    },
    {
        title: 'Time to restore', says: 'How long a release served that was rolled back, the middle one', isShare: false,
        isMoreBetter: false, of: (metrics) => metrics.time_to_restore_seconds,
    },
];

/** The four figures by which teams tell how well they ship (DORA), of the last 30 days and beside them of the last ones. */
export function Figures({ metrics, recent }: { metrics: DeliveryMetrics; recent: DeliveryMetrics | undefined }) {
    return (
        <div className="figures">
            <h2 className="unseen">Figures of the last 30 days</h2>
            {figures.map((figure) => (
                <div key={figure.title} className="figure">
                    <h3 className="figure-title">{figure.title}</h3>
                    <p className="figure-value numeric">{shown(figure.of(metrics), figure)}</p>
                    <p className="figure-says">{figure.says}</p>
                    <p className="figure-trend">
                        {recent && <Recent figure={figure} recent={figure.of(recent)} whole={figure.of(metrics)} />}
                    </p>
                </div>
            ))}
        </div>
    );
}

function shown(value: number | undefined, { isShare }: Measure): string {
    if (value === undefined) return '–';
    return isShare ? percent(value) : briefDuration(value * 1000);
}

const tones = { better: 'success', worse: 'danger', same: 'neutral' } as const;

/** The figure of the last days, and whether that is better. */
function Recent({ figure, recent, whole }: { figure: Figure; recent: number | undefined; whole: number | undefined }) {
    const found = trend(recent, whole, figure);
    if (!found) return <span className="faint">{`None in the last ${recentDays} days`}</span>;
    const mark = found === 'same' ? '=' : recent! > whole! ? '↑' : '↓';
    return (
        <>
            <span className={`trend tone-${tones[found]}`}>
                <span aria-hidden>{mark} </span>{shown(recent, figure)}
                {found !== 'same' && <span className="unseen">, {found}</span>}
            </span>
            {' '}in the last {recentDays} days
        </>
    );
}
