// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { type Permission, type Role, roles, type Session } from '../../api/identity';

const least: Record<Permission, Role> = {
    view: 'viewer', deploy: 'deployer', operate: 'operator', administer: 'admin', own: 'owner',
};

/**
 * Whether somebody may do something in a project: everywhere, or by a grant for just this one. What is of no project is
 * for those who may do it everywhere.
 */
export function may(
    { permissions, grants }: Pick<Session, 'permissions' | 'grants'>, permission: Permission, project?: string,
): boolean {
    return permissions.includes(permission) || project !== undefined && grants.some(({ role, scope }) => (
        scope === `project/${project}` && roles.indexOf(role) >= roles.indexOf(least[permission])));
}
