// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** The server itself. */
export const serverArea: Area = {
    pages: [
        {
            path: '/settings', title: 'Settings', load: () => import('./SettingsPage'), permission: 'administer',
            nav: { section: 'server', label: 'Settings', icon: 'settings', order: 10, key: 's' },
            words: 'configuration retention backup logs registry',
        },
        {
            path: '/nodes', title: 'Nodes', load: () => import('./NodesPage'), permission: 'administer',
            nav: { section: 'server', label: 'Nodes', icon: 'server', order: 20 }, words: 'machines servers cluster',
        },
        {
            path: '/about', title: 'About and health', load: () => import('./HealthPage'),
            nav: { section: 'server', label: 'Health', icon: 'heart', order: 30, key: 'h' }, words: 'about version status checks',
        },
    ],
};
