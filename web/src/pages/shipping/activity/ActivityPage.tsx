// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useQueryParameter } from '../../../app/router/location';
import { PageFrame, Segments, Select } from '../../../kit';
import { useProjectNames, useProjects } from '../useProjects';
import { ActivityFeed } from './ActivityFeed';

type Kind = '' | 'run.' | 'release.' | 'service.' | 'project.' | 'environment.' | 'user.' | 'setting.';
const kinds: readonly { value: Kind; label: string }[] = [
    { value: '', label: 'Everything' }, { value: 'run.', label: 'Runs' }, { value: 'release.', label: 'Releases' },
    { value: 'service.', label: 'Services' }, { value: 'project.', label: 'Projects' },
    {
        value: 'environment.', label: 'Variables' }, { value: 'user.', label: 'People' }, { value: 'setting.',
        label: 'Settings',
    },
];

/** What happened, newest first, as it happens. */
export default function ActivityPage() {
    const names = useProjectNames();
    const projects = useProjects();
    const [subject, setSubject] = useQueryParameter('subject');
    const [type, setType] = useQueryParameter('type');
    const [detail, setDetail] = useQueryParameter('steps', 'hidden');
    return (
        <PageFrame title="Activity" text="What happened, newest first. The list grows by itself.">
            <div className="filters">
                <Select
                    aria-label="Project" value={subject} onChange={setSubject}
                    options={[
                        { value: '', label: 'All projects' },
                        ...(projects.data?.items ?? []).map(({ project }) => (
                            { value: `project/${project.id}`, label: project.name })),
                    ]}
                />
                <Select aria-label="Kind" value={type as Kind} onChange={setType} options={kinds} />
                <Segments
                    label="Steps of runs" value={detail} onChange={setDetail}
                    options={[{ value: 'hidden', label: 'What matters' }, { value: 'shown', label: 'Every step' }]}
                />
            </div>
            <ActivityFeed
                key={`${subject} ${type}`} subject={subject} type={type} showsDetails={detail === 'shown'} names={names}
                isEndless
            />
        </PageFrame>
    );
}
