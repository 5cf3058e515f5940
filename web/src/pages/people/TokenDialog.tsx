// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, CreatedToken } from '../../api';
import { FormDialog, problemAt, ProblemNotice, problemElsewhere, TextField, useAction } from '../../kit';
import { requestOf, TokenTerms, usualTerms } from './TokenTerms';

/** A new token. */
export function TokenDialog({ onCreated, onClose }: { onCreated: (created: CreatedToken) => void; onClose: () => void }) {
    const [name, setName] = useState('');
    const [terms, setTerms] = useState(usualTerms);
    const [create, { isBusy, error }] = useAction(async () =>
        onCreated(await api.createToken({ body: { name: name.trim(), ...requestOf(terms) } })));
    const atName = problemAt(error, 'name', 'token_exists');
    const other = problemElsewhere(error, atName);
    return (
        <FormDialog
            title="New access token" text="It can never do more than you can." action="Make the token" width="34rem" isBusy={isBusy}
            canSubmit={name.trim() !== '' && terms.scopes.length > 0} onSubmit={create} onClose={onClose}
        >
            {other && <ProblemNotice error={other} />}
            <TextField
                label="Name" hint="What uses it, e.g. GitHub Actions." value={name} onChange={setName} error={atName} autoFocus
                autoComplete="off" maxLength={100}
            />
            <TokenTerms terms={terms} onChange={setTerms} />
        </FormDialog>
    );
}
