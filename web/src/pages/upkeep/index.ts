// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** What a server needs now and then. */
export const upkeepArea: Area = {
    pages: [
        {
            path: '/backups', title: 'Backups', load: () => import('./BackupsPage'), permission: 'administer',
            nav: { section: 'server', label: 'Backups', icon: 'download', order: 14 }, words: 'restore disaster recovery',
        },
        {
            path: '/prune', title: 'Clean up', load: () => import('./PrunePage'), permission: 'operate',
            nav: { section: 'server', label: 'Clean up', icon: 'trash', order: 16 }, words: 'prune disk space retention',
        },
    ],
};
