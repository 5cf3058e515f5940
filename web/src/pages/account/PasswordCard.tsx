// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { FormEvent, useState } from 'react';
import { api } from '../../api';
import { useSessionState, useSession } from '../../app/session/SessionContext';
import { Button, Card, notifySuccess, PasswordField, problemAt, ProblemNotice, problemElsewhere, useAction } from '../../kit';
import { isLongEnough, passwordHint } from '../signin/passwordRules';

/** Changes one's own password. */
export function PasswordCard() {
    const { user } = useSession();
    const { accept } = useSessionState();
    const [current, setCurrent] = useState('');
    const [next, setNext] = useState('');
    const [change, { isBusy, error }] = useAction(async () => {
        accept(await api.changePassword({ body: { current, new: next } }));
        setCurrent('');
        setNext('');
        notifySuccess('Your password is changed', 'Your other sessions are signed out.');
    });
    const atCurrent = problemAt(error, 'current', 'password_wrong');
    const atNext = problemAt(error, 'new', 'password_refused');
    const other = problemElsewhere(error, atCurrent, atNext);
    const canChange = current !== '' && isLongEnough(next);
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (canChange) change();
    };
    return (
        <Card title="Password">
            <form className="stack" onSubmit={submit} noValidate>
                {/* Password managers want to know whose it is. */}
                <input type="text" value={user.name} autoComplete="username" readOnly hidden />
                {other && <ProblemNotice error={other} />}
                <div className="grid">
                    <PasswordField
                        label="Current password" value={current} onChange={setCurrent} error={atCurrent}
                        autoComplete="current-password"
                    />
                    <PasswordField
                        label="New password" value={next} onChange={setNext} error={atNext} hint={passwordHint}
                        autoComplete="new-password"
                    />
                </div>
                <div><Button type="submit" isBusy={isBusy} disabled={!canChange}>Change password</Button></div>
            </form>
        </Card>
    );
}
