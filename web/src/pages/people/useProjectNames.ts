// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useMemo } from 'react';
import { api } from '../../api';
import { useResource } from '../../live/useResource';

export interface ProjectNames {
    /** By ID, as grants name them. */
    byID: ReadonlyMap<string, string>;
    names: readonly string[];
}

/** The projects one can see, for the scopes of grants and tokens. */
export function useProjectNames(): ProjectNames {
    const { data } = useResource(
        'projects/names', (signal) => api.listProjects({ query: { limit: 1000, sort: 'name' }, signal }),
        [{ types: ['project.'] }]);
    return useMemo(() => {
        const projects = data?.items.map(({ project }) => project) ?? [];
        return { byID: new Map(projects.map(({ id, name }) => [id, name])), names: projects.map(({ name }) => name) };
    }, [data]);
}

/** Where a grant holds, in words. */
export function scopeName(scope: string, projects: ProjectNames): string {
    if (scope === 'everything') return 'everywhere';
    const [kind, name] = scope.split('/', 2) as [string, string | undefined];
    if (kind === 'project' && name) return projects.byID.get(name) ?? `project ${name.slice(-8)}`;
    if (kind === 'device_group' && name) return `devices ${name}`;
    return scope;
}
