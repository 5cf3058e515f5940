// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, Grant, tagOf, Team } from '../../api';
import { useResource } from '../../live/useResource';
import { useOnce } from '../../live/useOnce';
import { Checkbox, Dialog, FormDialog, Loaded, problemAt, ProblemNotice, problemElsewhere, TextField, useAction } from '../../kit';
import { GrantsEditor } from './GrantsEditor';

interface Ends {
    onSaved: () => void;
    onClose: () => void;
}

/** A team of a list to be changed, read as it is now: the change is refused when somebody else is faster. */
export function EditTeamDialog({ team: { id, name }, ...ends }: Ends & { team: Team }) {
    const current = useOnce(() => api.getTeam({ path: { team: id } }));
    if (current.data) return <TeamDialog team={current.data} {...ends} />;
    return (
        <Dialog title={`Edit ${name}`} width="36rem" onClose={ends.onClose}>
            <div className="dialog-body"><Loaded resource={current}>{() => null}</Loaded></div>
        </Dialog>
    );
}

/** A new team, or one to be changed. */
export function TeamDialog({ team, onSaved, onClose }: Ends & { team?: Team }) {
    const users = useResource('users/all', (signal) => api.listUsers({ query: { limit: 1000, sort: 'name' }, signal }));
    const [name, setName] = useState(team?.name ?? '');
    const [members, setMembers] = useState<readonly string[]>(team?.members ?? []);
    const [grants, setGrants] = useState<Grant[]>(team?.grants ?? [{ role: 'deployer', scope: 'everything' }]);
    const [save, { isBusy, error }] = useAction(async () => {
        const body = { name: name.trim(), grants, members: [...members] };
        if (team) await api.changeTeam({ path: { team: team.id }, body, ifMatch: tagOf(team) });
        else await api.createTeam({ body });
        onSaved();
    });
    const atName = problemAt(error, 'name', 'team_exists', 'invalid_team_name', 'invalid_user_name');
    const other = problemElsewhere(error, atName);
    const toggle = (member: string, isIn: boolean) =>
        setMembers(isIn ? [...members, member] : members.filter((each) => each !== member));
    return (
        <FormDialog
            title={team ? `Edit ${team.name}` : 'New team'} action={team ? 'Save' : 'Make the team'} width="36rem" isBusy={isBusy}
            canSubmit={name.trim() !== ''} onSubmit={save} onClose={onClose}
        >
            {other && <ProblemNotice error={other} />}
            <TextField label="Name" value={name} onChange={setName} error={atName} autoFocus autoComplete="off" spellCheck={false} />
            <GrantsEditor grants={grants} onChange={setGrants} />
            <fieldset className="grants">
                <legend className="field-label">Members</legend>
                <Loaded resource={users}>
                    {({ items }) => (
                        <div className="grid members">
                            {items.map((user) => (
                                <Checkbox
                                    key={user.id} label={user.display_name || user.name} hint={user.name}
                                    isChecked={members.includes(user.name)} onChange={(isIn) => toggle(user.name, isIn)}
                                />
                            ))}
                        </div>
                    )}
                </Loaded>
            </fieldset>
        </FormDialog>
    );
}
