// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Grant, Role, roles, sentence } from '../../api';
import { useMay } from '../../app/session/SessionContext';
import { Button, Select } from '../../kit';
import { roleWords } from './roleWords';
import { scopeName, useProjectNames } from './useProjectNames';

/** Roles and where they hold, one below the other. */
export function GrantsEditor({ grants, onChange }: { grants: readonly Grant[]; onChange: (grants: Grant[]) => void }) {
    const projects = useProjectNames();
    const mayOwn = useMay('own');
    const set = (index: number, next: Grant) => onChange(grants.map((grant, each) => each === index ? next : grant));
    const scopes = ['everything', ...[...projects.byID.keys()].map((id) => `project/${id}`)];

    return (
        <fieldset className="grants">
            <legend className="field-label">May</legend>
            {grants.length === 0 && <p className="soft small">Nothing yet: give at least one role.</p>}
            {grants.map((grant, index) => (
                <div key={index} className="grants-row">
                    <Select<Role>
                        aria-label="Role" value={grant.role} onChange={(role) => set(index, { ...grant, role })}
                        options={roles
                            .filter((role) => role !== 'owner' || grant.role === 'owner' || mayOwn && grant.scope === 'everything')
                            .map((role) => ({ value: role, label: roleWords[role].label }))}
                    />
                    <Select
                        aria-label="Where" value={grant.scope} disabled={grant.role === 'owner'}
                        onChange={(scope) => set(index, { ...grant, scope })}
                        options={[...new Set([...scopes, grant.scope])].map((scope) => ({ value: scope, label: scopeName(scope, projects) }))}
                    />
                    <Button
                        kind="ghost" icon="trash" aria-label="Remove this role"
                        onClick={() => onChange(grants.filter((_, each) => each !== index))}
                    />
                    <p className="field-hint">{sentence(roleWords[grant.role].hint)}</p>
                </div>
            ))}
            <div>
                <Button isSmall icon="plus" onClick={() => onChange([...grants, { role: 'viewer', scope: 'everything' }])}>
                    Add a role
                </Button>
            </div>
        </fieldset>
    );
}
