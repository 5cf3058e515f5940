// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Permission, Role } from '../../api';

/** What each role adds to the one before it. */
export const roleWords: Record<Role, { label: string; hint: string }> = {
    viewer: { label: 'Viewer', hint: 'sees everything but secrets' },
    deployer: { label: 'Deployer', hint: 'also deploys, rolls back and answers' },
    operator: { label: 'Operator', hint: 'also scales, changes variables and destroys' },
    admin: { label: 'Admin', hint: 'also manages people, settings and nodes' },
    owner: { label: 'Owner', hint: 'also makes other owners' },
};

export const permissionWords: Record<Permission, { label: string; hint: string }> = {
    view: { label: 'View', hint: 'see projects, runs, logs and events' },
    deploy: { label: 'Deploy', hint: 'deploy, roll back, cancel, retry, answer' },
    operate: { label: 'Operate', hint: 'scale, change variables, prune, destroy' },
    administer: { label: 'Administer', hint: 'people, tokens, audit log, settings, nodes, backups' },
    own: { label: 'Own', hint: 'make owners' },
};
