// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Run } from '../../api';
import { Link } from '../../app/router/Link';
import { type Column, Elapsed, Progress, StateBadge, Tag, Time, words } from '../../kit';
import { phrase } from '../../format/words';
import { isOver, notableStep, originOf, profileOf, type ProjectNames, runStage, runTitle } from '../../runs/description';

/** The columns of a list of runs. */
export function runColumns(names: ProjectNames): Column<Run>[] {
    return [
        { title: 'Run', cell: (run) => <RunCell run={run} names={names} /> },
        { title: 'State', isTight: true, cell: (run) => <RunState run={run} /> },
        {
            title: 'Profile', isTight: true,
            cell: (run) => <span className="soft">{profileOf(run) ? words(profileOf(run)!) : '–'}</span>,
        },
        {
            title: 'Took', isTight: true, isEnd: true,
            cell: (run) => (run.started_at ? <Elapsed from={run.started_at} to={run.finished_at} /> : '–'),
        },
        {
            title: 'Asked for', isTight: true, isEnd: true,
            cell: (run) => <span className="soft"><Time at={run.created_at} /></span>,
        },
    ];
}

function RunCell({ run, names }: { run: Run; names: ProjectNames }) {
    const origin = originOf(run);
    const failed = isOver(run) ? notableStep(run) : undefined;
    return (
        <span className="run-cell">
            <Link to={`/runs/${run.id}`} className="strong">{runTitle(run, names)}</Link>
            {failed && <Tag>{phrase(failed)}</Tag>}
            {origin && <span className="soft truncate">{origin.subject}</span>}
        </span>
    );
}

function RunState({ run }: { run: Run }) {
    if (isOver(run)) return <StateBadge state={run.state} isPlain />;
    return (
        <span className="run-state">
            <StateBadge state={run.state} label={runStage(run)} isPlain />
            {run.state === 'running' && <Progress value={run.progress} label="Progress" tone="running" />}
        </span>
    );
}
