// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, type Session } from '../../api';
import type { Command } from '../../app/Area';
import { navigate } from '../../app/router/location';
import { may } from '../../app/session/may';

/** What can be done with each project, for the command palette. */
export async function projectCommands(signal: AbortSignal, session: Session): Promise<Command[]> {
    const { items } = await api.listProjects({ query: { limit: 200, sort: 'name' }, signal });
    const begin: Command = {
        id: 'project-new', title: 'New project', group: 'Project', icon: 'plus', words: 'create add',
        run: () => navigate('/new-project'),
    };
    return [...(may(session, 'deploy') ? [begin] : []), ...items.flatMap(({ project: { name } }): Command[] => [
        {
            id: `project-${name}`, title: name, group: 'Project', icon: 'box', words: 'open',
            run: () => navigate(`/projects/${name}`),
        },
        {
            id: `logs-${name}`, title: `Logs of ${name}`, group: 'Project', icon: 'logs',
            run: () => navigate(`/projects/${name}/logs`),
        },
        {
            id: `environment-${name}`, title: `Environment of ${name}`, group: 'Project', icon: 'key', words: 'variables secrets',
            run: () => navigate(`/projects/${name}?tab=environment`),
        },
    ])];
}
