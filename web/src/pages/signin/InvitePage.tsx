// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api } from '../../api';
import { navigate } from '../../app/router/location';
import { useSessionState } from '../../app/session/SessionContext';
import { Button, ButtonLink, PasswordField, problemAt, ProblemNotice, problemElsewhere, useAction } from '../../kit';
import { EntryFrame } from './EntryFrame';
import { oneTimeToken } from './oneTimeToken';
import { isLongEnough, passwordHint } from './passwordRules';

/** Sets a password by a one-time link: the first one of somebody who was invited, or a new one. */
export default function InvitePage() {
    const { accept } = useSessionState();
    const [token] = useState(oneTimeToken);
    const [password, setPassword] = useState('');
    const [repeated, setRepeated] = useState('');
    const [set, { isBusy, error }] = useAction(async () => {
        accept(await api.acceptInvitation({ body: { token, password } }));
        navigate('/', { replace: true });
    });

    if (!token) {
        return (
            <EntryFrame title="The link is incomplete" text="Ask the person who sent it for the whole link, with what follows its #.">
                <ButtonLink to="/login" isWide>To the sign-in page</ButtonLink>
            </EntryFrame>
        );
    }
    const atPassword = problemAt(error, 'password', 'password_refused');
    const atRepeated = repeated && repeated !== password ? 'The two passwords differ.' : undefined;
    const isReady = isLongEnough(password) && repeated === password;
    const other = problemElsewhere(error, atPassword);
    return (
        <EntryFrame
            title="Choose your password" text="The link works once. Afterwards you sign in with your name and this password."
            onSubmit={() => isReady && set()}
        >
            {other && <ProblemNotice error={other} />}
            <PasswordField
                label="Password" hint={passwordHint} error={atPassword} value={password} onChange={setPassword}
                autoComplete="new-password" autoFocus
            />
            <PasswordField
                label="The same again" error={atRepeated} value={repeated} onChange={setRepeated} autoComplete="new-password"
            />
            <Button type="submit" kind="primary" isWide isBusy={isBusy} disabled={!isReady}>Set password</Button>
        </EntryFrame>
    );
}
