// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api } from '../../api';
import { navigate } from '../../app/router/location';
import { useSessionState } from '../../app/session/SessionContext';
import {
    Button, ButtonLink, CommandLine, PasswordField, problemAt, ProblemNotice, problemElsewhere, TextField, useAction,
} from '../../kit';
import { EntryFrame } from './EntryFrame';
import { oneTimeToken } from './oneTimeToken';
import { isLongEnough, passwordHint } from './passwordRules';

/** Makes the first person of a new server, its owner, by the one-time link that the server printed. */
export default function SetupPage() {
    const { accept } = useSessionState();
    const [token] = useState(oneTimeToken);
    const [name, setName] = useState('');
    const [displayName, setDisplayName] = useState('');
    const [password, setPassword] = useState('');
    const [complete, { isBusy, error }] = useAction(async () => {
        const session = await api.completeSetup({
            body: { token, name: name.trim(), display_name: displayName.trim() || undefined, password },
        });
        accept(session);
        navigate('/', { replace: true });
    });

    if (!token) {
        return (
            <EntryFrame title="The link is incomplete" text="First-run setup needs the whole one-time link, with what follows its #.">
                <p className="small soft">For a new one, type on the server's machine:</p>
                <CommandLine text="dextra setup-link" />
                <ButtonLink to="/login" isWide>To the sign-in page</ButtonLink>
            </EntryFrame>
        );
    }
    const atName = problemAt(error, 'name', 'invalid_user_name');
    const atPassword = problemAt(error, 'password', 'password_refused');
    const other = problemElsewhere(error, atName, atPassword);
    return (
        <EntryFrame
            title="Welcome to Dextra" text="Make the first account. It owns this server and invites everybody else."
            onSubmit={() => name && isLongEnough(password) && complete()}
        >
            {other && <ProblemNotice error={other} />}
            <TextField
                label="Name" hint="What you sign in with, e.g. ada." value={name} onChange={setName} error={atName}
                autoComplete="username" autoCapitalize="off" spellCheck={false} autoFocus
            />
            <TextField
                label="Display name" isOptional hint="What others see." value={displayName} onChange={setDisplayName}
                autoComplete="name"
            />
            <PasswordField
                label="Password" hint={passwordHint} error={atPassword} value={password} onChange={setPassword}
                autoComplete="new-password"
            />
            <Button
                type="submit" kind="primary" isWide isBusy={isBusy}
                disabled={!name.trim() || !isLongEnough(password)}
            >
                Create account
            </Button>
        </EntryFrame>
    );
}
