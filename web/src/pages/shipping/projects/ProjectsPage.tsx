// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { useMay } from '../../../app/session/SessionContext';
import { ButtonLink, EmptyState, Loaded, PageFrame, Skeleton } from '../../../kit';
import { Icon } from '../../../kit';
import { health, ProjectCard } from '../ProjectCard';
import { useProjects } from '../useProjects';

const urgency = { danger: 0, warning: 1, running: 2, accent: 3, success: 4, neutral: 5 };

/** Every project, those that are not well first. */
export default function ProjectsPage() {
    const projects = useProjects();
    const mayDeploy = useMay('deploy');
    const [wanted, setWanted] = useState('');
    return (
        <PageFrame
            title="Projects" text="Each application with its releases, variables and addresses."
            actions={mayDeploy && <ButtonLink to="/new-project" kind="primary" icon="plus">New project</ButtonLink>}
        >
            <Loaded resource={projects} skeleton={<Skeleton lines={6} />}>
                {({ items }) => {
                    const found = items.filter(({ project }) => project.name.includes(wanted.toLowerCase()))
                        .sort((left, right) => urgency[health(left).tone] - urgency[health(right).tone]);
                    if (items.length === 0) {
                        return (
                            <div className="card">
                                <EmptyState icon="box" title="No project yet" command="dextra deploy">
                                    Go to the folder of an application and deploy it: Dextra finds out what it is,
                                    builds it,
                                    and makes a project of the folder’s name. Or create one here first.
                                </EmptyState>
                            </div>
                        );
                    }
                    return (
                        <>
                            {items.length > 8 && (
                                <span className="input-affixed projects-search">
                                    <span className="input-before"><Icon name="search" /></span>
                                    <input
                                        className="input" placeholder="Find a project" aria-label="Find a project"
                                        value={wanted}
                                        onChange={(event) => setWanted(event.target.value)}
                                    />
                                </span>
                            )}
                            <div className="grid">
                                {found.map((status) => <ProjectCard key={status.project.id} status={status} />)}
                            </div>
                            {found.length === 0 && <p className="soft">No project is called “{wanted}”.</p>}
                        </>
                    );
                }}
            </Loaded>
        </PageFrame>
    );
}
