// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useMemo, useState } from 'react';
import { api, type Profile, type ProjectStatus } from '../../../api';
import type { PageProps } from '../../../app/Area';
import { Link } from '../../../app/router/Link';
import { usePlace, useQueryParameter } from '../../../app/router/location';
import {
    ButtonLink, EmptyState, LoadedPage, PageFrame, ProblemNotice, Segments, Select, Skeleton, StateBadge, words,
} from '../../../kit';
import { useResource } from '../../../live/useResource';
import { LiveBadge } from '../../../logs/view/LiveBadge';
import { LogViewer } from '../../../logs/view/LogViewer';
import { deployCommand } from '../deployCommand';
import { shownRelease } from './shownRelease';
import { useAppLog } from './useAppLog';

const minutes: Record<string, number> = { '15m': 15, '1h': 60, '6h': 360, '24h': 1440, '7d': 10_080 };
const sinceOptions = [
    { value: '', label: 'Last lines' }, { value: '15m', label: 'Last 15 min' }, { value: '1h', label: 'Last hour' },
    { value: '6h', label: 'Last 6 h' }, { value: '24h', label: 'Last day' }, { value: '7d', label: 'Last 7 days' },
];
/** Lines that are asked for: of a time, as many as a viewer keeps. */
const tails = { lines: 2000, time: 100_000 };

/** What a project's application writes, as it writes it. */
export default function LogsPage({ parameters }: PageProps) {
    const name = parameters.project!;
    const project = useResource(
        `projects/${name}`, (signal) => api.getProject({ path: { project: name }, signal }),
        [{ types: ['release.active', 'service.state'] }]);
    return (
        <LoadedPage title={`Logs of ${name}`} resource={project}>
            {(status) => <ProjectLogs status={status} />}
        </LoadedPage>
    );
}

function ProjectLogs({ status }: { status: ProjectStatus }) {
    const { name } = status.project;
    const known = status.profiles.map(({ profile }) => profile);
    const usual = known.includes('production') ? 'production' : known[0] ?? 'production';
    const [profile, setProfile] = useQueryParameter('profile', usual);
    const current = status.profiles.find((each) => each.profile === profile);
    const { query } = usePlace();
    const active = current?.active?.number;
    const release = shownRelease(query.get('at'), active);
    // Another part of the log is another log.
    const part = [profile, release, query.get('process'), query.get('since'), query.get('at')].join(' ');
    return (
        <PageFrame
            title={`Logs of ${name}`} heading={<><Link to={`/projects/${name}`}>{name}</Link> logs</>}
            text={active !== undefined && <ShownRelease project={name} profile={profile} shown={release} active={active} />}
            actions={(
                <>
                    {known.length > 1 && (
                        <Segments
                            label="Profile" value={profile as Profile} onChange={setProfile}
                            options={known.map((value) => ({ value, label: words(value) }))}
                        />
                    )}
                    {current?.urls[0] && <ButtonLink href={current.urls[0]} icon="external">Open</ButtonLink>}
                </>
            )}
        >
            {current?.active
                ? (
                    <AppLogView
                        key={part} project={name} profile={profile as Profile} release={release}
                        processes={current.service?.processes?.map((each) => each.name) ?? []}
                    />
                )
                : (
                    <EmptyState icon="logs" title="Nothing runs here" command={deployCommand(name, profile as Profile)}>
                        As soon as a release runs, what it writes appears here.
                    </EmptyState>
                )}
        </PageFrame>
    );
}

function ShownRelease({ project, profile, shown, active }: {
    project: string; profile: string; shown: number | undefined; active: number;
}) {
    if (shown === active) return <>Release v{active}</>;
    return (
        <>
            Release v{shown}. <Link to={`/projects/${project}/logs?profile=${profile}`}>v{active} has the traffic now</Link>
        </>
    );
}

function AppLogView({ project, profile, release, processes }: {
    project: string; profile: Profile; release: number | undefined; processes: string[];
}) {
    const { query, path } = usePlace();
    const [process, setProcess] = useQueryParameter('process');
    const [since, setSince] = useQueryParameter('since');
    const after = query.get('at') ?? undefined;
    const [opened] = useState(() => Date.now());
    const from = useMemo(() => (since in minutes ? opened - minutes[since]! * 60_000 : undefined), [since, opened]);
    const log = useAppLog({
        project, profile, release, process: process || undefined, after, since: from,
        tail: from === undefined ? tails.lines : tails.time,
    });
    return (
        <>
            {log.error && <ProblemNotice error={log.error} />}
            <LogViewer
                log={log} label={`Log of ${project}`} part="Process" fileName={`${project}-${profile}.log`}
                isFollowing={after === undefined} isTall
                linkOf={(line) => {
                    const place = log.placeBefore(line);
                    // A place may count in the log of one process.
                    const part = process && `&process=${encodeURIComponent(process)}`;
                    return place && `${location.origin}${path}?profile=${profile}${part}&at=${place}#L1`;
                }}
                status={<LogState isCurrent={log.isCurrent} isOver={log.isOver} />}
                filters={(
                    <>
                        {processes.length > 1 && (
                            <Select
                                aria-label="Process" value={process} onChange={setProcess}
                                options={[
                                    { value: '', label: 'All processes' },
                                    ...processes.map((value) => ({ value, label: value })),
                                ]}
                            />
                        )}
                        <Select aria-label="Since" value={since} onChange={setSince} options={sinceOptions} />
                    </>
                )}
                empty={log.isCurrent
                    ? (
                        <EmptyState icon="logs" title="It wrote nothing yet">
                            What the application writes to its standard output and error appears here.
                        </EmptyState>
                    )
                    : <Skeleton lines={6} />}
            />
        </>
    );
}

function LogState({ isCurrent, isOver }: { isCurrent: boolean; isOver: boolean }) {
    if (isOver) return <StateBadge state="stopped" label="Ended" isPlain />;
    return isCurrent ? <LiveBadge /> : <StateBadge state="pending" label="Reading" isPlain />;
}
