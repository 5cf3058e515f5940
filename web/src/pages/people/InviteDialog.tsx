// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, UserAnswer, Grant } from '../../api';
import { FormDialog, problemAt, ProblemNotice, problemElsewhere, TextField, useAction } from '../../kit';
import { GrantsEditor } from './GrantsEditor';

/** Makes an account; its owner chooses the password by a one-time link. */
export function InviteDialog({ onInvited, onClose }: { onInvited: (created: UserAnswer) => void; onClose: () => void }) {
    const [name, setName] = useState('');
    const [displayName, setDisplayName] = useState('');
    const [email, setEmail] = useState('');
    const [grants, setGrants] = useState<Grant[]>([{ role: 'deployer', scope: 'everything' }]);
    const [invite, { isBusy, error }] = useAction(async () => onInvited(await api.createUser({
        body: { name: name.trim(), display_name: displayName.trim() || undefined, email: email.trim() || undefined, grants },
    })));
    const atName = problemAt(error, 'name', 'user_exists', 'invalid_user_name');
    const atEmail = problemAt(error, 'email', 'invalid_email');
    const other = problemElsewhere(error, atName, atEmail);
    return (
        <FormDialog
            title="Invite somebody" text="You get a link for them, with which they choose their password." action="Make the invitation"
            width="36rem" isBusy={isBusy} canSubmit={name.trim() !== ''} onSubmit={invite} onClose={onClose}
        >
            {other && <ProblemNotice error={other} />}
            <div className="grid">
                <TextField
                    label="Name" hint="What they sign in with." value={name} onChange={setName} error={atName} autoFocus
                    autoComplete="off" autoCapitalize="off" spellCheck={false}
                />
                <TextField label="Display name" isOptional value={displayName} onChange={setDisplayName} autoComplete="off" />
            </div>
            <TextField label="Email" isOptional type="email" value={email} onChange={setEmail} error={atEmail} autoComplete="off" />
            <GrantsEditor grants={grants} onChange={setGrants} />
        </FormDialog>
    );
}
