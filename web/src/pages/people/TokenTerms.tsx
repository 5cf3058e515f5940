// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Permission, tokenScopes } from '../../api';
import { useSession } from '../../app/session/SessionContext';
import { Checkbox, SelectField } from '../../kit';
import { permissionWords } from './roleWords';
import { useProjectNames } from './useProjectNames';

/** What a token may do, for which projects, and how long. */
export interface Terms {
    scopes: readonly Permission[];
    /** None for all of its owner's. */
    projects: readonly string[];
    /** In days; 0 for ever. */
    days: number;
}

export const usualTerms: Terms = { scopes: ['view', 'deploy'], projects: [], days: 90 };

/** As the API takes them. */
export function requestOf({ scopes, projects, days }: Terms) {
    return { scopes: [...scopes], projects: projects.length > 0 ? [...projects] : undefined, expires_in_days: days };
}

export function TokenTerms({ terms, onChange }: { terms: Terms; onChange: (terms: Terms) => void }) {
    const { permissions } = useSession();
    const { names } = useProjectNames();
    const isAdmin = permissions.includes('administer');
    const setScope = (scope: Permission, isIn: boolean) =>
        onChange({ ...terms, scopes: tokenScopes.filter((each) => each === scope ? isIn : terms.scopes.includes(each)) });
    const setProject = (project: string, isIn: boolean) =>
        onChange({ ...terms, projects: isIn ? [...terms.projects, project] : terms.projects.filter((each) => each !== project) });
    return (
        <>
            <SelectField
                label="Expires after" value={String(terms.days)} onChange={(days) => onChange({ ...terms, days: Number(days) })}
                options={[
                    { value: '30', label: '30 days' }, { value: '90', label: '90 days' }, { value: '365', label: 'A year' },
                    ...(isAdmin ? [{ value: '0', label: 'Never' }] : []),
                ]}
            />
            <fieldset className="grants">
                <legend className="field-label">May</legend>
                {tokenScopes.map((scope) => (
                    <Checkbox
                        key={scope} label={permissionWords[scope].label} hint={permissionWords[scope].hint}
                        isChecked={terms.scopes.includes(scope)} disabled={scope === 'administer' && !isAdmin}
                        onChange={(isIn) => setScope(scope, isIn)}
                    />
                ))}
            </fieldset>
            {names.length > 0 && (
                <fieldset className="grants">
                    <legend className="field-label">Projects</legend>
                    <p className="field-hint">All of yours, unless you choose some.</p>
                    <div className="grid members">
                        {names.map((project) => (
                            <Checkbox
                                key={project} label={project} isChecked={terms.projects.includes(project)}
                                onChange={(isIn) => setProject(project, isIn)}
                            />
                        ))}
                    </div>
                </fieldset>
            )}
        </>
    );
}
