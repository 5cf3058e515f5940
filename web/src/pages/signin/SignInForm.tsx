// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, ApiError, type SessionAnswer } from '../../api';
import { Button, PasswordField, ProblemNotice, TextField, useAction } from '../../kit';
import { EntryFrame } from './EntryFrame';
import { SecondFactorForm } from './SecondFactorForm';
import { WaitNotice } from './WaitNotice';

/** Somebody whose session has ended: the name is known. */
export interface Again {
    name: string;
    /** Somebody else is to sign in. */
    onLeave: () => void;
}

/** Name and password, then the second factor where the person has one. */
export function SignInForm({ again, onDone }: { again?: Again; onDone: (session: SessionAnswer) => void }) {
    const [challenge, setChallenge] = useState<string>();
    if (challenge) return <SecondFactorForm challenge={challenge} onDone={onDone} onBack={() => setChallenge(undefined)} />;
    return <PasswordForm again={again} onDone={onDone} onChallenge={setChallenge} />;
}

function PasswordForm({ again, onDone, onChallenge }: {
    again: Again | undefined; onDone: (session: SessionAnswer) => void; onChallenge: (challenge: string) => void;
}) {
    const [name, setName] = useState(again?.name ?? '');
    const [password, setPassword] = useState('');
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
    return (
        <EntryFrame
            title={again ? 'Your session has ended' : 'Sign in'} onSubmit={() => name && password && signIn()}
            text={again && <>Sign in again as <strong>{again.name}</strong> to go on where you were. What you typed is still there.</>}
            foot={again && <Button kind="ghost" isSmall onClick={again.onLeave}>Sign in as somebody else</Button>}
        >
            {error?.code === 'too_many_attempts'
                ? <WaitNotice error={error} />
                : error && <ProblemNotice error={error} />}
            {again
                ? <input hidden readOnly value={name} autoComplete="username" />
                : (
                    <TextField
                        label="Name" value={name} onChange={setName} autoComplete="username" autoCapitalize="off" spellCheck={false}
                        autoFocus
                    />
                )}
            <PasswordField
                label="Password" value={password} onChange={setPassword} autoComplete="current-password"
                autoFocus={again !== undefined}
            />
            <Button type="submit" kind="primary" isWide isBusy={isBusy} disabled={!name || !password}>Sign in</Button>
        </EntryFrame>
    );
}
