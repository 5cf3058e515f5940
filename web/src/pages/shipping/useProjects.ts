// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useMemo } from 'react';
import { api, type ProjectStatus } from '../../api';
import { useResource, type Resource } from '../../live/useResource';
import type { Page } from '../../api/server';
import type { ProjectNames } from '../../runs/description';

/** More projects than one person looks at; those beyond are told by their ID. */
const most = 500;

/** Every project, kept current. */
export function useProjects(): Resource<Page<ProjectStatus>> {
    return useResource(
        'projects/all', (signal) => api.listProjects({ query: { limit: most, sort: 'name' }, signal }),
        [{ types: ['project.', 'release.active', 'release.stopped', 'service.state', 'run.created', 'run.finished'] }]);
}

/** The names of projects, for what knows them by their ID. */
export function useProjectNames(): ProjectNames {
    const { data } = useProjects();
    return useMemo(() => new Map(data?.items.map(({ project }) => [project.id, project.name])), [data]);
}
