// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** Who may do what, and who did. */
export const peopleArea: Area = {
    pages: [
        {
            path: '/users', title: 'Users', load: () => import('./UsersPage'), permission: 'administer',
            nav: { section: 'people', label: 'Users', icon: 'team', order: 10, key: 'u' }, words: 'people accounts invite members roles',
        },
        { path: '/users/:user', title: 'User', load: () => import('./UserPage'), permission: 'administer', within: '/users' },
        {
            path: '/teams', title: 'Teams', load: () => import('./TeamsPage'), permission: 'administer',
            nav: { section: 'people', label: 'Teams', icon: 'layers', order: 20, key: 'm' }, words: 'groups members',
        },
        {
            path: '/tokens', title: 'Access tokens', load: () => import('./TokensPage'),
            nav: { section: 'people', label: 'Access tokens', icon: 'key', order: 30, key: 't' }, words: 'api keys secrets ci',
        },
        {
            path: '/audit', title: 'Audit log', load: () => import('./AuditPage'), permission: 'administer',
            nav: { section: 'people', label: 'Audit log', icon: 'audit', order: 40, key: 'd' }, words: 'history who did',
        },
    ],
};
