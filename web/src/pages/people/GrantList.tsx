// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Grant } from '../../api';
import { Badge } from '../../kit';
import { roleWords } from './roleWords';
import { scopeName, useProjectNames } from './useProjectNames';

/** What somebody was given, and where it holds. */
export function GrantList({ grants }: { grants: readonly Grant[] }) {
    const projects = useProjectNames();
    if (grants.length === 0) return <span className="faint">nothing yet</span>;
    return (
        <span className="row row-wrap gap-1">
            {grants.map(({ role, scope }) => (
                <Badge key={`${role} ${scope}`} tone={role === 'owner' || role === 'admin' ? 'accent' : 'neutral'}>
                    {roleWords[role].label}
                    {scope !== 'everything' && <span className="grant-scope">{scopeName(scope, projects)}</span>}
                </Badge>
            ))}
        </span>
    );
}
