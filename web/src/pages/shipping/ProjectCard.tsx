// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ProfileStatus, ProjectStatus } from '../../api';
import { Link } from '../../app/router/Link';
import { Badge, Dot, ExternalLink, Icon, StateBadge, Time, toneOf, words, type Tone } from '../../kit';
import { isOver } from '../../runs/description';

/** How a project is, in one word. */
export function health(status: ProjectStatus): { tone: Tone; says: string } {
    if (status.profiles.length === 0) return { tone: 'neutral', says: 'Not deployed yet' };
    const services = status.profiles.flatMap(({ service, backing }) => [
        ...(service ? [service] : []), ...(service?.processes ?? []), ...(backing ?? []),
    ]);
    const bad = services.find(({ state }) => toneOf(state) === 'danger' || state === 'stopped');
    if (bad) return { tone: 'danger', says: words(bad.state) };
    const moving = services.find(({ state }) => state === 'starting' || state === 'restarting');
    if (moving) return { tone: 'running', says: words(moving.state) };
    return services.length > 0 ? { tone: 'success', says: 'Healthy' } : { tone: 'neutral', says: 'Nothing runs' };
}

/** The profile that people mean when they don't say which. */
export function mainProfile(status: ProjectStatus): ProfileStatus | undefined {
    return status.profiles.find(({ profile }) => profile === 'production') ?? status.profiles[0];
}

/** A project at a glance: whether it is well, where it is, and what was done last. */
export function ProjectCard({ status }: { status: ProjectStatus }) {
    const { project, last_run: run } = status;
    const { tone, says } = health(status);
    const main = mainProfile(status);
    return (
        <article className="project-card">
            <header className="row row-between">
                <h2 className="row project-card-title">
                    <Dot tone={tone} />
                    <Link to={`/projects/${project.name}`} className="project-card-name truncate" title={project.name}>{project.name}</Link>
                </h2>
                {main?.active && <Badge>{`v${main.active.number}`}</Badge>}
            </header>
            <p className="project-card-url truncate">
                {main?.urls[0]
                    ? <ExternalLink to={main.urls[0]} />
                    : <span className="faint">{says}</span>}
            </p>
            <footer className="project-card-foot">
                {run
                    ? (
                        <>
                            <StateBadge
                                state={run.state} isPlain label={`${words(run.kind)} ${words(run.state).toLowerCase()}`}
                            />
                            <span className="tiny faint">
                                <Time at={isOver(run) ? run.finished_at ?? run.created_at : run.created_at} />
                            </span>
                        </>
                    )
                    : <span className="tiny faint">Created <Time at={project.created_at} /></span>}
            </footer>
            {tone === 'danger' && <p className="project-card-trouble"><Icon name="warning" size={14} />{says}</p>}
        </article>
    );
}
