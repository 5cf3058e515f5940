// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, type Profile, type ProjectStatus } from '../../../api';
import type { PageProps } from '../../../app/Area';
import { usePlace, useQueryParameter } from '../../../app/router/location';
import { useMayIn } from '../../../app/session/SessionContext';
import { ButtonLink, Dot, ExternalLink, LoadedPage, PageFrame, Segments, Tabs, words } from '../../../kit';
import { useResource } from '../../../live/useResource';
import { useProjectNames } from '../useProjects';
import { ActivityFeed } from '../activity/ActivityFeed';
import { health } from '../ProjectCard';
import { runMoves } from '../runChanges';
import { EnvironmentTab } from './EnvironmentTab';
import { DeployButton } from './DeployButton';
import { OverviewTab } from './OverviewTab';
import { ReleasesTab } from './ReleasesTab';
import { SettingsTab } from './SettingsTab';

const profiles: readonly Profile[] = ['production', 'staging', 'development'];
const tabs = ['overview', 'releases', 'environment', 'activity', 'settings'] as const;
type TabName = (typeof tabs)[number];

/** One project: what serves, what came before, what it runs with, and what can be done with it. */
export default function ProjectPage({ parameters }: PageProps) {
    const name = parameters.project!;
    const status = useResource(
        `projects/${name}`, (signal) => api.getProject({ path: { project: name }, signal }),
        [{ types: [...runMoves, 'release.', 'service.', 'project.'] }]);
    return (
        <LoadedPage title={name} resource={status}>
            {(data) => <ProjectView key={data.project.id} status={data} />}
        </LoadedPage>
    );
}

function ProjectView({ status }: { status: ProjectStatus }) {
    const { name, id } = status.project;
    const { path, query } = usePlace();
    const used = profiles.filter((profile) => status.profiles.some((each) => each.profile === profile));
    const [wanted, setProfile] = useQueryParameter('profile', used[0] ?? 'production');
    const profile = profiles.find((each) => each === wanted) ?? 'production';
    const tab = tabs.find((each) => each === query.get('tab')) ?? 'overview';
    const current = status.profiles.find((each) => each.profile === profile);
    const mayDeploy = useMayIn(id, 'deploy');
    const { tone, says } = health(status);
    const names = useProjectNames();
    const address = (to: TabName): string => {
        const next = new URLSearchParams();
        if (to !== 'overview') next.set('tab', to);
        if (query.get('profile')) next.set('profile', profile);
        return path + (String(next) && `?${next}`);
    };
    return (
        <PageFrame
            title={name} heading={<span className="row"><Dot tone={tone} />{name}<span className="unseen">: {says}</span></span>}
            text={<Addresses urls={current?.urls ?? []} />}
            actions={(
                <>
                    <Segments
                        label="Profile" value={profile} onChange={setProfile}
                        options={profiles.map((value) => ({ value, label: words(value) }))}
                    />
                    <ButtonLink
                        to={`/projects/${name}/logs${profile === 'production' ? '' : `?profile=${profile}`}`}
                        icon="logs"
                    >
                        Logs
                    </ButtonLink>
                    {mayDeploy && <DeployButton project={name} profile={profile} active={current?.active} />}
                </>
            )}
        >
            <Tabs
                label={`Parts of ${name}`}
                tabs={tabs.map((each) => ({ title: words(each), to: address(each), isCurrent: each === tab }))}
            />
            {tab === 'overview' && <OverviewTab key={profile} status={status} profile={profile} />}
            {tab === 'releases' && (
                <ReleasesTab key={profile} project={status.project} profile={profile} active={current?.active} />
            )}
            {tab === 'environment' && (
                <EnvironmentTab key={profile} project={status.project} profile={profile} active={current?.active} />
            )}
            {tab === 'activity' && <ActivityFeed subject={`project/${id}`} names={names} isEndless />}
            {tab === 'settings' && <SettingsTab status={status} active={current?.active} />}
        </PageFrame>
    );
}

function Addresses({ urls }: { urls: readonly string[] }) {
    if (urls.length === 0) return <>It has no address in this profile yet.</>;
    return (
        <span className="addresses">
            {urls.map((url) => (
                <ExternalLink key={url} to={url} />
            ))}
        </span>
    );
}
