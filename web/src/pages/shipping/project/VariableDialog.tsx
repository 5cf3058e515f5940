// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import type { EnvironmentEntry } from '../../../api';
import { looksSecret, nameProblem } from '../../../environment/dotenv';
import { Checkbox, FormDialog, notifySuccess, ProblemNotice, TextAreaField, TextField, useAction } from '../../../kit';

/** One variable: its name, its value and whether it is sealed. */
export function VariableDialog({ entry, save, taken, onSaved, onClose }: {
    entry?: EnvironmentEntry; save: (name: string, value: string, secret: boolean) => Promise<void>;
    taken: readonly EnvironmentEntry[]; onSaved: () => void; onClose: () => void;
}) {
    const [name, setName] = useState(entry?.name ?? '');
    // What is hidden is not there to be changed: it is written anew.
    const isHidden = entry?.value === '••••';
    const [value, setValue] = useState(entry && !isHidden ? entry.value : '');
    const [isSecret, setSecret] = useState<boolean | undefined>(entry?.secret);
    const secret = isSecret ?? looksSecret(name);
    const isTaken = taken.some((each) => each.name === name);
    const problem = name === '' ? undefined
        : nameProblem(name) ?? (isTaken ? 'There is one of that name: change it in the list.' : undefined);
    const [submit, { isBusy, error }] = useAction(async () => {
        await save(name, value, secret);
        notifySuccess(`${name} is saved`);
        onSaved();
    });
    return (
        <FormDialog
            title={entry ? `Change ${entry.name}` : 'Add a variable'} action="Save" isBusy={isBusy}
            canSubmit={name !== '' && !problem && !(isHidden && value === '')}
            onSubmit={submit} onClose={onClose}
        >
            {!entry && (
                <TextField
                    label="Name" value={name} onChange={setName} isCode autoFocus error={problem}
                    placeholder="DATABASE_URL" autoComplete="off"
                />
            )}
            <TextAreaField
                label="Value" value={value} onChange={setValue} isCode rows={3} autoFocus={entry !== undefined}
                hint={isHidden ? 'The old value is sealed and not shown. What you write takes its place.' : undefined}
            />
            <Checkbox
                label="Secret"
                hint="Sealed on the server, and masked everywhere, in logs too. Nobody can read it back here."
                isChecked={secret} onChange={setSecret}
            />
            {error && <ProblemNotice error={error} />}
        </FormDialog>
    );
}
