// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { type Permission, type Role, roles } from '../../api';
import { useSession } from '../../app/session/SessionContext';

const least: Record<Permission, Role> = {
    view: 'viewer', deploy: 'deployer', operate: 'operator', administer: 'admin', own: 'owner',
};

/** Whether the person may do this in a project: everywhere, or by a grant for just this one. */
export function useMayIn(project: string, permission: Permission): boolean {
    const { permissions, grants } = useSession();
    return permissions.includes(permission) || grants.some(({ role, scope }) => (
        scope === `project/${project}` && roles.indexOf(role) >= roles.indexOf(least[permission])));
}
