// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, type SessionAnswer } from '../../api';
import { Button, Field, problemAt, ProblemNotice, problemElsewhere, useAction } from '../../kit';
import { EntryFrame } from './EntryFrame';

/** The code of an authenticator app, or one of the recovery codes when the app is lost. */
export function SecondFactorForm({ challenge, onDone, onBack }: {
    challenge: string; onDone: (session: SessionAnswer) => void; onBack: () => void;
}) {
    const [code, setCode] = useState('');
    const [isRecovery, setRecovery] = useState(false);
    const [confirm, { isBusy, error, clear }] = useAction(async () =>
        onDone(await api.confirmSecondFactor({ body: { challenge, code: isRecovery ? code.trim() : code.replace(/\s/g, '') } })));
    const atCode = problemAt(error, 'code', 'second_factor_wrong');
    const other = problemElsewhere(error, atCode);

    const change = (next: string) => {
        setCode(next);
        clear();
    };
    const text = isRecovery
        ? 'Each of your recovery codes works once.'
        : 'Type the six digits that your authenticator app shows.';
    return (
        <EntryFrame title={isRecovery ? 'Recovery code' : 'Second factor'} text={text} onSubmit={() => code && confirm()}>
            {other && <ProblemNotice error={other} />}
            <Field label={isRecovery ? 'Recovery code' : 'Code'} error={atCode}>
                {(handles) => (
                    <input
                        key={String(isRecovery)} {...handles} className="input code-input" value={code} autoFocus spellCheck={false}
                        inputMode={isRecovery ? 'text' : 'numeric'} autoComplete="one-time-code" autoCapitalize="off"
                        maxLength={isRecovery ? 40 : 7} onChange={(event) => change(event.target.value)}
                    />
                )}
            </Field>
            <Button type="submit" kind="primary" isWide isBusy={isBusy} disabled={!code.trim()}>Confirm</Button>
            <div className="row row-between">
                <Button kind="ghost" isSmall icon="arrow_left" onClick={onBack}>Back</Button>
                <Button kind="ghost" isSmall onClick={() => { setRecovery(!isRecovery); change(''); }}>
                    {isRecovery ? 'Use the app' : 'Use a recovery code'}
                </Button>
            </div>
        </EntryFrame>
    );
}
