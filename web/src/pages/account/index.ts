// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** One's own account. */
export const accountArea: Area = {
    pages: [
        {
            path: '/notifications', title: 'Notifications', load: () => import('./NotificationsPage'),
            nav: { section: 'ship', label: 'Notifications', icon: 'bell', order: 90, key: 'n' }, words: 'alerts inbox',
        },
        {
            path: '/profile', title: 'Profile', load: () => import('./ProfilePage'),
            nav: { section: 'people', label: 'Profile', icon: 'user', order: 0, key: 'i' },
            words: 'account password second factor totp sessions recovery codes security',
        },
    ],
};
