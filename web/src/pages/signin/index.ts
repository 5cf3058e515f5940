// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** The ways in. */
export const signInArea: Area = {
    pages: [
        { path: '/login', title: 'Sign in', load: () => import('./LoginPage'), isOpen: true },
        { path: '/setup', title: 'First-run setup', load: () => import('./SetupPage'), isOpen: true },
        { path: '/invite', title: 'Invitation', load: () => import('./InvitePage'), isOpen: true },
        { path: '/device', title: 'Sign in a program', load: () => import('./DevicePage'), isAlone: true },
    ],
};
