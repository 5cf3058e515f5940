// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, SecondFactorOffer } from '../../api';
import { CommandLine, Field, FormDialog, problemAt, ProblemNotice, problemElsewhere, useAction } from '../../kit';
import { QrCode } from './QrCode';

/** Turns the second factor on that was offered: the secret goes into an app, and a code comes back as proof. */
export function TotpDialog({ offer, onDone, onClose }: {
    offer: SecondFactorOffer; onDone: (codes: string[]) => void; onClose: () => void;
}) {
    const [code, setCode] = useState('');
    const [confirm, { isBusy, error }] = useAction(async () =>
        onDone((await api.confirmTotp({ body: { code: code.replace(/\s/g, '') } })).recovery_codes));
    const atCode = problemAt(error, 'code', 'second_factor_wrong');
    const other = problemElsewhere(error, atCode);
    return (
        <FormDialog
            title="Turn on the second factor" text="Scan the picture with an authenticator app, then type the code it shows."
            action="Turn on" isBusy={isBusy} canSubmit={code.replace(/\s/g, '').length === 6} onSubmit={confirm} onClose={onClose}
        >
            <div className="qr-frame"><QrCode text={offer.uri} label="The secret as a QR code" /></div>
            <details className="small">
                <summary>The camera doesn't work?</summary>
                <p className="soft qr-manual">Type this secret into the app:</p>
                <CommandLine text={offer.secret} isCommand={false} />
            </details>
            {other && <ProblemNotice error={other} />}
            <Field label="Code" error={atCode}>
                {(handles) => (
                    <input
                        {...handles} className="input code-input" inputMode="numeric" autoComplete="one-time-code" autoFocus
                        maxLength={7} value={code} onChange={(event) => setCode(event.target.value)}
                    />
                )}
            </Field>
        </FormDialog>
    );
}
