// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import type { Overview } from '../../../api';
import { DurationSparkline } from '../../../charts/DurationSparkline';
import { lastDays, trend } from '../../../charts/outcomes';
import { percent } from '../../../format/quantity';
import { briefDuration } from '../../../format/time';
import { useNow } from '../../../kit';

/** The four figures by which teams tell how well they ship (DORA), of the last 30 days. */
export function Figures({ metrics, durations }: {
    metrics: Overview['metrics'];
    /** Of the last deployments that succeeded, the newest last; in milliseconds. */
    durations: readonly number[];
}) {
    const today = Math.floor(useNow() / 86_400_000) * 86_400_000;
    const { change } = trend(lastDays(metrics.days, 30, today));
    return (
        <div className="figures">
            <h2 className="unseen">Figures of the last 30 days</h2>
            <Figure
                title="Success rate" value={share(metrics.success_rate)} says="Runs that succeeded, of all that ended"
                trend={change === undefined ? undefined : <Trend change={change} />}
            />
            <Figure
                title="Lead time" value={seconds(metrics.lead_time_seconds)}
                says="From asking for a deployment to its traffic, the middle one"
                trend={durations.length > 2 && <DurationSparkline title="How long the last deployments took" values={durations} />}
            />
            <Figure
                title="Change failure rate" value={share(metrics.change_failure_rate)}
                says="Releases that were rolled back or failed"
            />
            <Figure
                title="Time to restore" value={seconds(metrics.time_to_restore_seconds)}
                says="From a failure to the next release that works"
            />
        </div>
    );
}

function share(value: number | undefined): string {
    return value === undefined ? '–' : percent(value);
}

function seconds(value: number | undefined): string {
    return value === undefined ? '–' : briefDuration(value * 1000);
}

function Figure({ title, value, says, trend: more }: {
    title: string; value: string; says: string; trend?: ReactNode;
}) {
    return (
        <div className="figure">
            <p className="figure-title">{title}</p>
            <p className="figure-value numeric">{value}</p>
            <p className="figure-says">{says}</p>
            {more && <div className="figure-trend">{more}</div>}
        </div>
    );
}

/** Whether it got better: the last 15 days against the 15 before. */
function Trend({ change }: { change: number }) {
    const points = Math.round(change * 1000) / 10;
    if (Math.abs(points) < 0.1) return <span className="tiny soft">As in the 15 days before</span>;
    const tone = points > 0 ? 'success' : 'danger';
    return (
        <span className={`tiny trend tone-${tone}`}>
            {points > 0 ? '↑' : '↓'} {Math.abs(points)} points <span className="soft">to the 15 days before</span>
        </span>
    );
}
