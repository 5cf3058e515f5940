// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api } from '../../api';
import { useOnce } from '../../live/useOnce';
import { CommandLine, Field, FormDialog, Loaded, problemAt, ProblemNotice, problemElsewhere, Skeleton, useAction } from '../../kit';
import { QrCode } from './QrCode';

/** Turns the second factor on: the secret goes into an app, and a code comes back as proof. */
export function TotpDialog({ onDone, onClose }: { onDone: (codes: string[]) => void; onClose: () => void }) {
    const offer = useOnce(() => api.beginTotp());
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
            <Loaded resource={offer} skeleton={<Skeleton lines={6} />}>
                {({ secret, uri }) => (
                    <>
                        <div className="qr-frame"><QrCode text={uri} label="The secret as a QR code" /></div>
                        <details className="small">
                            <summary>The camera doesn't work?</summary>
                            <p className="soft qr-manual">Type this secret into the app:</p>
                            <CommandLine text={secret} isCommand={false} />
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
                    </>
                )}
            </Loaded>
        </FormDialog>
    );
}
