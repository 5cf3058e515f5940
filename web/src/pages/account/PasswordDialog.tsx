// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { FormDialog, PasswordField, problemAt, ProblemNotice, problemElsewhere, useAction } from '../../kit';

/** Asks for the password once more before something about how one signs in is changed. */
export function PasswordDialog({ title, text, action, isDanger = false, onPassword, onClose }: {
    title: string; text: string; action: string; isDanger?: boolean; onPassword: (password: string) => Promise<void>;
    onClose: () => void;
}) {
    const [password, setPassword] = useState('');
    const [confirm, { isBusy, error }] = useAction(() => onPassword(password));
    const atPassword = problemAt(error, 'password', 'password_wrong');
    const other = problemElsewhere(error, atPassword);
    return (
        <FormDialog
            title={title} text={text} action={action} kind={isDanger ? 'danger-primary' : 'primary'} isBusy={isBusy}
            canSubmit={password !== ''} onSubmit={confirm} onClose={onClose}
        >
            {other && <ProblemNotice error={other} />}
            <PasswordField
                label="Your password" value={password} onChange={setPassword} error={atPassword} autoComplete="current-password"
                autoFocus
            />
        </FormDialog>
    );
}
