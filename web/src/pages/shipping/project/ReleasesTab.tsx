// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, type Profile, type Project, type Release } from '../../../api';
import { Link } from '../../../app/router/Link';
import { useQueryParameter } from '../../../app/router/location';
import { useMayIn } from '../../../app/session/SessionContext';
import { Button, Card, EmptyState, Loaded, Select, StateBadge, Table, Time } from '../../../kit';
import { usePages } from '../../../live/usePages';
import { useResource } from '../../../live/useResource';
import { deployCommand } from '../deployCommand';
import { ReleaseDiff } from './ReleaseDiff';
import { RollbackButton } from './RollbackButton';

const refreshOn = [{ types: ['release.'] }];
/** Going back needs the files. */
const kept = new Set(['warm', 'stopped']);

/** The releases of a profile, what differs between two of them, and the way back. */
export function ReleasesTab({ project, profile, active }: {
    project: Project; profile: Profile; active: Release | undefined;
}) {
    const { name, id } = project;
    const mayDeploy = useMayIn(id, 'deploy');
    const [from, setFrom] = useQueryParameter('from');
    const [to, setTo] = useQueryParameter('to');
    const releases = usePages(
        `projects/${name}/releases?${profile}`,
        (part, signal) => api.listReleases({ path: { project: name }, query: { profile, ...part }, signal }), refreshOn);
    const compare = (release: Release): void => {
        const older = releases.items?.find(({ number }) => number < release.number);
        const other = active && active.number !== release.number ? active : older;
        const [first, second] = [release.number, other?.number ?? release.number].sort((left, right) => left - right);
        setFrom(String(first));
        setTo(String(second));
    };
    return (
        <>
            {from !== '' && to !== '' && releases.items && (
                <Comparison
                    project={name} profile={profile} from={from} to={to} releases={releases.items} onFrom={setFrom}
                    onTo={setTo}
                    onClose={() => {
                        setFrom('');
                        setTo('');
                    }}
                />
            )}
            <Table
                label="Releases" rows={releases} keyOf={(release) => release.id}
                columns={[
                    {
                        title: 'Release', isTight: true,
                        cell: (release) => <Link to={`/runs/${release.run_id}`} className="strong numeric">v{release.number}</Link>,
                    },
                    { title: 'State', isTight: true, cell: (release) => <StateBadge state={release.status} isPlain /> },
                    { title: 'Change', cell: (release) => <Change release={release} /> },
                    {
                        title: 'Made', isTight: true,
                        cell: (release) => <span className="soft"><Time at={release.created_at} /></span>,
                    },
                    {
                        title: '', name: 'What can be done', isTight: true, isEnd: true,
                        cell: (release) => (
                            <span className="row">
                                <Button isSmall kind="ghost" onClick={() => compare(release)}>Compare</Button>
                                {mayDeploy && active && kept.has(release.status) && (
                                    <RollbackButton project={name} profile={profile} active={active} target={release} />
                                )}
                            </span>
                        ),
                    },
                ]}
                empty={(
                    <EmptyState
                        icon="layers" title={`No release in ${profile} yet`} command={deployCommand(name, profile)}
                    >
                        Every deployment makes a release: source, build and variables together, so that going back is
                        going back to all of it.
                    </EmptyState>
                )}
            />
        </>
    );
}

function Change({ release }: { release: Release }) {
    if (!release.origin) return <span className="soft">Deployed without git</span>;
    return (
        <span className="run-cell">
            <span className="truncate">{release.origin.subject}</span>
            <span className="tiny soft truncate">
                <code>{release.origin.commit.slice(0, 8)}</code> {release.origin.author}{release.origin.dirty && ', with changes'}
            </span>
        </span>
    );
}

function Comparison({ project, profile, from, to, releases, onFrom, onTo, onClose }: {
    project: string; profile: Profile; from: string; to: string; releases: readonly Release[];
    onFrom: (number: string) => void; onTo: (number: string) => void; onClose: () => void;
}) {
    const pair = useResource(`projects/${project}/compared?${profile}/${from}/${to}`, (signal) => Promise.all(
        [from, to].map((number) => (
            api.getRelease({ path: { project, number: Number(number) }, query: { profile }, signal })))));
    const numbers = [...new Set([...releases.map(({ number }) => String(number)), from, to])]
        .sort((left, right) => Number(right) - Number(left));
    const options = numbers.map((value) => ({ value, label: `v${value}` }));
    return (
        <Card
            title={(
                <span className="row row-wrap">
                    From
                    <span className="compare-pick">
                        <Select aria-label="From release" value={from} options={options} onChange={onFrom} />
                    </span>
                    to
                    <span className="compare-pick">
                        <Select aria-label="To release" value={to} options={options} onChange={onTo} />
                    </span>
                </span>
            )}
            actions={<Button kind="ghost" isSmall icon="close" aria-label="Close the comparison" onClick={onClose} />}
        >
            <Loaded resource={pair}>
                {([first, second]) => <ReleaseDiff project={project} profile={profile} from={first!} to={second!} />}
            </Loaded>
        </Card>
    );
}
