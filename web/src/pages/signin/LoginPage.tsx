// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useState } from 'react';
import { api, ApiError, type SessionAnswer } from '../../api';
import { navigate, usePlace } from '../../app/router/location';
import { safeReturn } from '../../app/session/safeReturn';
import { useSessionState } from '../../app/session/SessionContext';
import { useResource } from '../../live/useResource';
import { Button, CommandLine, Notice, PasswordField, ProblemNotice, TextField, useAction } from '../../kit';
import { EntryFrame } from './EntryFrame';
import { SecondFactorForm } from './SecondFactorForm';
import { WaitNotice } from './WaitNotice';

/** Signing in by name and password, then by second factor where the person has one; back to where they came from. */
export default function LoginPage() {
    const { session, accept } = useSessionState();
    const { query } = usePlace();
    const [challenge, setChallenge] = useState<string>();
    const destination = safeReturn(query.get('return'));

    useEffect(() => {
        if (session) navigate(destination, { replace: true });
    }, [session, destination]);

    if (challenge) return <SecondFactorForm challenge={challenge} onDone={accept} onBack={() => setChallenge(undefined)} />;
    return <PasswordForm onDone={accept} onChallenge={setChallenge} />;
}

function PasswordForm({ onDone, onChallenge }: { onDone: (session: SessionAnswer) => void; onChallenge: (challenge: string) => void }) {
    const [name, setName] = useState('');
    const [password, setPassword] = useState('');
    const setup = useResource('setup', (signal) => api.getSetup({ signal }));
    const [signIn, { isBusy, error }] = useAction(async () => {
        try {
            onDone(await api.signIn({ body: { name: name.trim(), password } }));
        } catch (failure) {
            const problem = ApiError.from(failure);
            const challenge = problem.metadata.get('challenge');
            if (problem.code !== 'second_factor_required' || !challenge) throw problem;
            onChallenge(challenge);
        }
    });

    if (setup.data?.needed) {
        return (
            <EntryFrame title="Welcome to Dextra" text="Nobody has an account on this server yet. The first one is made with a one-time link.">
                <Notice tone="accent" title="Where the link is">
                    <p>The server printed it when it started. For a new one, type on the server's machine:</p>
                </Notice>
                <CommandLine text="dextra setup-link" />
            </EntryFrame>
        );
    }
    return (
        <EntryFrame title="Sign in" onSubmit={() => name && password && signIn()}>
            {error?.code === 'too_many_attempts'
                ? <WaitNotice error={error} />
                : error && <ProblemNotice error={error} />}
            <TextField
                label="Name" value={name} onChange={setName} autoComplete="username" autoCapitalize="off" spellCheck={false}
                autoFocus
            />
            <PasswordField label="Password" value={password} onChange={setPassword} autoComplete="current-password" />
            <Button type="submit" kind="primary" isWide isBusy={isBusy} disabled={!name || !password}>Sign in</Button>
        </EntryFrame>
    );
}
