// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';
import { projectCommands } from './projectCommands';

/** What runs and how it got there. */
export const shippingArea: Area = {
    pages: [
        {
            path: '/', title: 'Overview', load: () => import('./overview/OverviewPage'),
            nav: { section: 'ship', label: 'Overview', icon: 'gauge', order: 1, key: 'o' }, words: 'home dashboard metrics',
        },
        {
            path: '/projects', title: 'Projects', load: () => import('./projects/ProjectsPage'),
            nav: { section: 'ship', label: 'Projects', icon: 'box', order: 2, key: 'p' }, words: 'applications apps',
        },
        // Beside the projects, not among them: one may be called “new”.
        { path: '/new-project', title: 'New project', load: () => import('./create/CreatePage'), within: '/projects' },
        {
            path: '/projects/:project', title: 'Project', load: () => import('./project/ProjectPage'),
            within: '/projects',
        },
        { path: '/projects/:project/logs', title: 'Logs', load: () => import('./logs/LogsPage'), within: '/projects' },
        {
            path: '/runs', title: 'Runs', load: () => import('./runs/RunsPage'),
            nav: { section: 'ship', label: 'Runs', icon: 'rocket', order: 3, key: 'r' }, words: 'deployments history',
        },
        { path: '/runs/:run', title: 'Run', load: () => import('./run/RunPage'), within: '/runs' },
        {
            path: '/activity', title: 'Activity', load: () => import('./activity/ActivityPage'),
            nav: { section: 'ship', label: 'Activity', icon: 'activity', order: 4, key: 'a' }, words: 'events feed',
        },
    ],
    commands: [projectCommands],
};
