// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, type Profile, type ProfileStatus, type ProjectStatus, type Release, type Run, type SourceOrigin } from '../../../api';
import { sentence } from '../../../api/ApiError';
import { Link } from '../../../app/router/Link';
import { useMayIn } from '../../../app/session/SessionContext';
import { Badge, ButtonLink, Card, EmptyState, Facts, Notice, StateBadge, Table, Time } from '../../../kit';
import { useResource } from '../../../live/useResource';
import { profileOf } from '../../../runs/description';
import { deployCommand } from '../deployCommand';
import { runMoves } from '../runChanges';
import { runColumns } from '../runColumns';
import { useProjectNames } from '../useProjects';
import { RollbackButton } from './RollbackButton';
import { ScaleCard } from './ScaleCard';

/** What serves a profile right now, and what was done last. */
export function OverviewTab({ status, profile }: { status: ProjectStatus; profile: Profile }) {
    const current = status.profiles.find((each) => each.profile === profile);
    const { name } = status.project;
    if (!current?.active) {
        return (
            <>
                {status.last_run && profileOf(status.last_run) === profile && <LastFailure run={status.last_run} />}
                <div className="card">
                    <EmptyState
                        icon="rocket" title={`Nothing runs in ${profile}`}
                        command={deployCommand(name, profile)}
                    >
                        Deploy from the application’s folder. The first release appears here, with its address, as soon
                        as it serves.
                    </EmptyState>
                </div>
                <LatestRuns project={name} />
            </>
        );
    }
    return (
        <>
            <div className="project-columns">
                <ReleaseCard status={status} current={current} active={current.active} />
                <ScaleCard project={status.project} current={current} active={current.active} />
            </div>
            <Schedules project={name} active={current.active} />
            <LatestRuns project={name} />
        </>
    );
}

/** Why there is nothing yet, for whoever tried. */
function LastFailure({ run }: { run: Run }) {
    if (!run.failure) return null;
    return (
        <Notice
            tone="danger" title={sentence(run.failure.message)}
            action={<ButtonLink to={`/runs/${run.id}`} isSmall>See the run</ButtonLink>}
        />
    );
}

function ReleaseCard({ status, current, active }: { status: ProjectStatus; current: ProfileStatus; active: Release }) {
    const mayDeploy = useMayIn(status.project.id, 'deploy');
    const { origin, blueprint } = active;
    return (
        <Card
            title={<span className="row">Release v{active.number}<StateBadge state={active.status} /></span>}
            actions={mayDeploy && current.warm && (
                <RollbackButton
                    project={status.project.name} profile={current.profile} active={active} target={current.warm}
                    label={`Back to v${current.warm.number}`}
                />
            )}
        >
            <Facts
                entries={[
                    origin && ['Change', origin.subject] as const,
                    origin && ['Commit', <Commit origin={origin} />] as const,
                    origin && ['Author', origin.author] as const,
                    ['Serves since', <Time at={active.activated_at ?? active.created_at} />],
                    ['Made by', <Link to={`/runs/${active.run_id}`}>the run that deployed it</Link>],
                    ['Built as', [blueprint.framework, blueprint.language].filter(Boolean).join(', ') || 'a container image'],
                    current.warm && ['Kept warm', `v${current.warm.number}, so that going back is a switch`] as const,
                    status.node && ['Runs on', status.node.name] as const,
                ]}
            />
        </Card>
    );
}

function Commit({ origin }: { origin: SourceOrigin }) {
    return (
        <span className="row row-wrap">
            <code>{origin.commit.slice(0, 12)}</code>
            {origin.branch}
            {origin.dirty && <Badge tone="warning">with changes</Badge>}
        </span>
    );
}

function Schedules({ project, active }: { project: string; active: Release }) {
    const schedules = active.settings.schedules ?? [];
    if (schedules.length === 0) return null;
    return (
        <Card title="Schedules" text="Commands that run again and again beside the release, at times in UTC." isFlush>
            <Table
                label="Schedules" rows={{ items: schedules }} keyOf={({ name }) => name}
                columns={[
                    { title: 'Name', isTight: true, cell: ({ name }) => <span className="strong">{name}</span> },
                    { title: 'When', isTight: true, cell: ({ cron }) => <code>{cron}</code> },
                    { title: 'Command', cell: ({ command }) => <code className="break">{command}</code> },
                    {
                        title: '', name: 'Runs', isTight: true, isEnd: true,
                        cell: () => <Link to={`/runs?project=${project}&kind=scheduled_command`}>Runs</Link>,
                    },
                ]}
            />
        </Card>
    );
}

function LatestRuns({ project }: { project: string }) {
    const names = useProjectNames();
    const { data, error, reload } = useResource(
        `runs?project=${project}&latest`, (signal) => api.listRuns({ query: { project, limit: 6 }, signal }),
        [{ types: runMoves }]);
    return (
        <Card
            title="Latest runs" isFlush
            actions={<Link to={`/runs?project=${project}`} className="small">All runs</Link>}
        >
            <Table
                label="Latest runs" rows={{ items: data?.items, error, reload }}
                columns={runColumns(names)} keyOf={(run) => run.id}
                addressOf={(run) => `/runs/${run.id}`}
                empty={(
                    <EmptyState icon="rocket" title="Nothing was done yet">
                        Deployments, rollbacks and other runs appear here.
                    </EmptyState>
                )}
            />
        </Card>
    );
}
