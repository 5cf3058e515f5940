// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Run } from '../../../api';
import { tickLabel, timeline, type TimelineRow } from '../../../charts/timeline';
import { Link } from '../../../app/router/Link';
import { phrase } from '../../../format/words';
import { isOver } from '../../../runs/description';
import { duration, Icon, toneOf, useNow, words } from '../../../kit';
import type { IconName } from '../../../kit';

const icons: Record<string, IconName> = {
    succeeded: 'check', failed: 'close', compensation_failed: 'warning', running: 'play', waiting: 'pause',
    skipped: 'more', cancelled: 'stop', compensated: 'rollback', pending: 'clock',
};

/** The steps of a run over its time; a step leads to what it wrote, on the run's page unless `onChoose` says otherwise. */
export function StepTimeline({ run, chosen, onChoose }: {
    run: Run; chosen?: string; onChoose?: (step: string) => void;
}) {
    const now = useNow();
    const { rows, queued, ticks } = timeline(run, now);
    const missed = isOver(run) ? rows.filter(({ state }) => state === 'pending') : [];
    return (
        <div className="timeline" role="list" aria-label="Steps">
            <div className="timeline-axis" aria-hidden>
                {ticks.map(({ at, left }) => (
                    <span key={at} className="timeline-tick" style={{ left: `${left * 100}%` }}>{tickLabel(at)}</span>
                ))}
            </div>
            {queued && (
                <div className="timeline-row" role="listitem">
                    <span className="timeline-name soft"><Icon name="clock" size={14} />Waited for its turn</span>
                    <Track left={queued.left} width={queued.width} tone="neutral" isQueued />
                    <span className="timeline-time numeric">{duration(queued.duration)}</span>
                </div>
            )}
            {rows.filter((row) => !missed.includes(row)).map((row) => (
                <StepRow
                    key={row.name} row={row} address={`/runs/${run.id}?step=${row.name}`} isChosen={row.name === chosen}
                    onChoose={onChoose}
                />
            ))}
            {missed.length > 0 && (
                <p className="timeline-missed" role="listitem">
                    Not reached: {missed.map(({ name }) => phrase(name)).join(', ')}
                </p>
            )}
        </div>
    );
}

function StepRow({ row, address, isChosen, onChoose }: {
    row: TimelineRow; address: string; isChosen: boolean; onChoose: ((step: string) => void) | undefined;
}) {
    const tone = toneOf(row.state);
    return (
        <div className={`timeline-row tone-${tone}${isChosen ? ' timeline-chosen' : ''}`} role="listitem">
            <Link
                to={address} className="timeline-name" aria-current={isChosen ? 'true' : undefined}
                onClick={(event) => {
                    if (!onChoose || event.metaKey || event.ctrlKey || event.shiftKey) return;
                    event.preventDefault();
                    onChoose(row.name);
                }}
            >
                <Icon name={icons[row.state] ?? 'more'} size={14} />
                <span className="truncate">{words(row.name)}</span>
                <span className="unseen">: {words(row.state)}</span>
                {row.attempt > 1 && <span className="timeline-attempt">attempt {row.attempt}</span>}
            </Link>
            {row.bar
                ? <Track left={row.bar.left} width={row.bar.width} tone={tone} isMoving={row.state === 'running'} />
                : <Track tone={tone} />}
            <span className="timeline-time numeric">
                {row.bar ? duration(row.bar.duration) : row.state === 'pending' ? '' : words(row.state)}
            </span>
        </div>
    );
}

function Track({ left = 0, width = 0, tone, isMoving = false, isQueued = false }: {
    left?: number; width?: number; tone: string; isMoving?: boolean; isQueued?: boolean;
}) {
    const kind = `${isMoving ? ' timeline-moving' : ''}${isQueued ? ' timeline-queued' : ''}`;
    return (
        <span className="timeline-track" aria-hidden>
            {width > 0 && (
                <span
                    className={`timeline-bar tone-${tone}${kind}`}
                    style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
                />
            )}
        </span>
    );
}
