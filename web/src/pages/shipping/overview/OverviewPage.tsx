// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { type ReactNode, useMemo, useState } from 'react';
import { api, type Overview, type Run } from '../../../api';
import { usePreference } from '../../../app/preferences/usePreference';
import { useMay } from '../../../app/session/SessionContext';
import { DurationHistogram } from '../../../charts/DurationHistogram';
import { OutcomeChart } from '../../../charts/OutcomeChart';
import { instant } from '../../../format/time';
import { Button, ButtonLink, Card, EmptyState, Loaded, LoadedPage, PageFrame } from '../../../kit';
import { useResource } from '../../../live/useResource';
import { ActivityFeed } from '../activity/ActivityFeed';
import { ProjectCard } from '../ProjectCard';
import { runMoves } from '../runChanges';
import { useProjectNames, useProjects } from '../useProjects';
import { Figures, recentDays } from './Figures';
import { Welcome } from './Welcome';
import { type Layout, type PanelName, restored, standard, toggled } from './layout';
import { PanelGrid } from './PanelGrid';
import { AttentionPanel, RunningPanel } from './RunPanels';

const titles: Record<PanelName, string> = {
    attention: 'Needs you', running: 'Running now', figures: 'Figures', outcomes: 'Deployments of each day',
    lead_time: 'How long deployments take', projects: 'Projects', activity: 'Activity',
};

/** What runs, what failed, what needs somebody, and how well it goes, as each person likes to see it. */
export default function OverviewPage() {
    const overview = useResource(
        'overview', (signal) => api.getOverview({ query: { window: 30 }, signal }), [{ types: [...runMoves, 'project.'] }]);
    return (
        <LoadedPage title="Overview" resource={overview}>
            {(data) => (data.projects === 0 ? <Welcome /> : <Panels overview={data} />)}
        </LoadedPage>
    );
}

function Panels({ overview }: { overview: Overview }) {
    const [saved, save] = usePreference<unknown>('overview', null);
    const layout = useMemo(() => restored(saved), [saved]);
    const [isArranging, setArranging] = useState(false);
    const mayDeploy = useMay('deploy');
    const contents = usePanels(overview);
    const change = (next: Layout): void => save({ panels: next });
    return (
        <PageFrame
            title="Overview"
            actions={isArranging
                ? (
                    <>
                        <Button onClick={() => change(standard)}>Reset</Button>
                        <Button kind="primary" onClick={() => setArranging(false)}>Done</Button>
                    </>
                )
                : (
                    <>
                        <Button kind="ghost" icon="grip" onClick={() => setArranging(true)}>Arrange</Button>
                        {mayDeploy && (
                            <ButtonLink to="/new-project" kind="primary" icon="plus">New project</ButtonLink>
                        )}
                    </>
                )}
        >
            {isArranging && <HiddenPanels layout={layout} onChange={change} />}
            <PanelGrid
                layout={layout} titles={titles} isArranging={isArranging} onChange={change}
                panel={(name) => contents[name]}
            />
        </PageFrame>
    );
}

function HiddenPanels({ layout, onChange }: { layout: Layout; onChange: (layout: Layout) => void }) {
    const hidden = layout.filter(({ isHidden }) => isHidden);
    return (
        <div className="hidden-panels" role="group" aria-label="Hidden panels">
            {hidden.length === 0 && (
                <span className="small soft">Drag panels by their names, change their size, or hide them.</span>
            )}
            {hidden.map(({ name }) => (
                <Button key={name} isSmall icon="plus" onClick={() => onChange(toggled(layout, name))}>
                    {titles[name]}
                </Button>
            ))}
        </div>
    );
}

/** What each panel shows; nothing for one that has nothing to show. */
function usePanels({ running, waiting, failed, metrics }: Overview): Record<PanelName, ReactNode> {
    const names = useProjectNames();
    const projects = useProjects();
    const durations = useDurations();
    const recent = useResource(
        'overview/recent', (signal) => api.getOverview({ query: { window: recentDays }, signal }),
        [{ types: ['run.finished', 'release.'] }]);
    const card = (name: PanelName, children: ReactNode): ReactNode => (
        <Card title={titles[name]}>{children}</Card>
    );
    return {
        attention: (waiting.length + failed.length > 0
            ? <AttentionPanel waiting={waiting} failed={failed} names={names} /> : null),
        running: <RunningPanel running={running} names={names} />,
        figures: <Figures metrics={metrics} recent={recent.data?.metrics} />,
        outcomes: card('outcomes', <OutcomeChart days={metrics.days} />),
        lead_time: card('lead_time', durations.length > 0
            ? <DurationHistogram title={titles.lead_time} values={durations} />
            : <EmptyState icon="clock" title="No deployment succeeded yet" />),
        projects: (
            <div className="stack gap-3">
                <div className="row row-between">
                    <h2>Projects</h2>
                    <ButtonLink to="/projects" isSmall kind="ghost">All projects</ButtonLink>
                </div>
                <Loaded resource={projects}>
                    {({ items }) => (
                        <div className="grid">
                            {items.slice(0, 12).map((status) => (
                                <ProjectCard key={status.project.id} status={status} />
                            ))}
                        </div>
                    )}
                </Loaded>
            </div>
        ),
        activity: (
            <Card title="Activity" actions={<ButtonLink to="/activity" isSmall kind="ghost">All of it</ButtonLink>}>
                <ActivityFeed names={names} most={8} />
            </Card>
        ),
    };
}

/** How long the last deployments took that succeeded, the oldest first. */
function useDurations(): readonly number[] {
    const { data } = useResource(
        'runs?durations',
        (signal) => api.listRuns({ query: { kind: 'deploy', state: 'succeeded', limit: 100 }, signal }),
        [{ types: ['run.finished'] }]);
    return useMemo(() => {
        const spans = (data?.items ?? []).map(took);
        return spans.filter((span): span is number => span !== undefined).reverse();
    }, [data]);
}

function took(run: Run): number | undefined {
    const [from, to] = [instant(run.created_at), instant(run.finished_at)];
    return from !== undefined && to !== undefined ? to - from : undefined;
}
