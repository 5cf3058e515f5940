// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, CreatedToken, Permission, tokenScopes } from '../../api';
import { useSession } from '../../app/session/SessionContext';
import { Checkbox, FormDialog, problemAt, ProblemNotice, problemElsewhere, SelectField, TextField, useAction } from '../../kit';
import { permissionWords } from './roleWords';
import { useProjectNames } from './useProjectNames';

const terms = [
    { value: '30', label: '30 days' }, { value: '90', label: '90 days' }, { value: '365', label: 'A year' },
    { value: '', label: 'Never' },
];

/** A new token: what it may do, for which projects, and how long. */
export function TokenDialog({ onCreated, onClose }: { onCreated: (created: CreatedToken) => void; onClose: () => void }) {
    const { permissions } = useSession();
    const { names } = useProjectNames();
    const [name, setName] = useState('');
    const [scopes, setScopes] = useState<readonly Permission[]>(['view', 'deploy']);
    const [projects, setProjects] = useState<readonly string[]>([]);
    const [term, setTerm] = useState('90');
    const [create, { isBusy, error }] = useAction(async () => onCreated(await api.createToken({
        body: {
            name: name.trim(), scopes: [...scopes], projects: projects.length > 0 ? [...projects] : undefined,
            expires_in_days: term ? Number(term) : undefined,
        },
    })));
    const atName = problemAt(error, 'name', 'token_exists');
    const other = problemElsewhere(error, atName);
    return (
        <FormDialog
            title="New access token" text="It can never do more than you can." action="Make the token" width="34rem" isBusy={isBusy}
            canSubmit={name.trim() !== '' && scopes.length > 0} onSubmit={create} onClose={onClose}
        >
            {other && <ProblemNotice error={other} />}
            <div className="grid">
                <TextField label="Name" hint="What uses it, e.g. GitHub Actions." value={name} onChange={setName} error={atName} autoFocus autoComplete="off" />
                <SelectField label="Expires after" value={term} options={terms} onChange={setTerm} />
            </div>
            <fieldset className="grants">
                <legend className="field-label">May</legend>
                {tokenScopes.map((scope) => (
                    <Checkbox
                        key={scope} label={permissionWords[scope].label} hint={permissionWords[scope].hint}
                        isChecked={scopes.includes(scope)} disabled={!permissions.includes(scope) && scope !== 'view' && scope !== 'deploy'}
                        onChange={(isIn) => setScopes(tokenScopes.filter((each) => each === scope ? isIn : scopes.includes(each)))}
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
                                key={project} label={project} isChecked={projects.includes(project)}
                                onChange={(isIn) => setProjects(isIn ? [...projects, project] : projects.filter((each) => each !== project))}
                            />
                        ))}
                    </div>
                </fieldset>
            )}
        </FormDialog>
    );
}
