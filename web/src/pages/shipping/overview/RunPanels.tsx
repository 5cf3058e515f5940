// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Run } from '../../../api';
import { Link } from '../../../app/router/Link';
import { sentence } from '../../../api/ApiError';
import { ButtonLink, Card, Count, Elapsed, EmptyState, Icon, Progress, StateBadge, Time, words } from '../../../kit';
import { phrase } from '../../../format/words';
import { isOver, notableStep, originOf, profileOf, type ProjectNames, runStage, runTitle } from '../../../runs/description';
import { RunQuestion } from '../RunQuestion';

/** What somebody has to look at: runs that wait for an answer, and runs that failed. */
export function AttentionPanel({ waiting, failed, names }: {
    waiting: readonly Run[]; failed: readonly Run[]; names: ProjectNames;
}) {
    if (waiting.length + failed.length === 0) return null;
    return (
        <div className="card">
            <header className="card-head">
                <h2 className="row">Needs you <Count value={waiting.length + failed.length} tone="danger" /></h2>
            </header>
            <ul className="attention">
                {waiting.map((run) => (
                    <li key={run.id} className="stack gap-2">
                        <RunHead run={run} names={names} />
                        <RunQuestion run={run} />
                    </li>
                ))}
                {failed.map((run) => (
                    <li key={run.id} className="stack gap-2">
                        <RunHead run={run} names={names} />
                        {run.failure && (
                            <p className="attention-reason">
                                <Icon name="x_circle" size={14} />
                                <span>
                                    {sentence(run.failure.message)}
                                    {run.failure.hint && <span className="soft"> {sentence(run.failure.hint)}</span>}
                                </span>
                            </p>
                        )}
                    </li>
                ))}
            </ul>
        </div>
    );
}

function RunHead({ run, names }: { run: Run; names: ProjectNames }) {
    const step = isOver(run) ? notableStep(run) : undefined;
    return (
        <div className="row row-between row-wrap">
            <span className="row row-wrap">
                <StateBadge state={run.state} />
                <Link to={`/runs/${run.id}${step ? `?step=${step}` : ''}`} className="strong">
                    {runTitle(run, names)}
                </Link>
                <span className="small soft">
                    {step ? `in ${phrase(step)}, ` : ''}
                    <Time at={run.finished_at ?? run.created_at} />
                </span>
            </span>
        </div>
    );
}

/** What goes on right now. */
export function RunningPanel({ running, names }: { running: readonly Run[]; names: ProjectNames }) {
    return (
        <Card title="Running now" isFlush actions={<ButtonLink to="/runs" isSmall kind="ghost">All runs</ButtonLink>}>
            {running.length === 0
                ? (
                    <EmptyState icon="rocket" title="Nothing runs" command="dextra deploy">
                        A deployment that somebody starts appears here while it goes on.
                    </EmptyState>
                )
                : <ul className="running">{running.map((run) => <RunningRun key={run.id} run={run} names={names} />)}</ul>}
        </Card>
    );
}

function RunningRun({ run, names }: { run: Run; names: ProjectNames }) {
    const profile = profileOf(run);
    const origin = originOf(run);
    return (
        <li className="stack gap-2">
            <div className="row row-between">
                <Link to={`/runs/${run.id}`} className="strong truncate">{runTitle(run, names)}</Link>
                <span className="small soft">{run.started_at ? <Elapsed from={run.started_at} /> : 'queued'}</span>
            </div>
            <Progress value={run.progress} label={`Progress of ${runTitle(run, names)}`} tone="running" />
            <p className="small soft truncate">
                {runStage(run)}{profile && ` · ${words(profile)}`}{origin && ` · ${origin.subject}`}
            </p>
        </li>
    );
}
