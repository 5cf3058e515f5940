// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, SecondFactorOffer } from '../../api';
import { useSession, useSessionState } from '../../app/session/SessionContext';
import { Badge, Button, Card, notifySuccess } from '../../kit';
import { PasswordDialog } from './PasswordDialog';
import { RecoveryCodesDialog } from './RecoveryCodesDialog';
import { TotpDialog } from './TotpDialog';

type Step =
    { name: 'begin' } | { name: 'confirm'; offer: SecondFactorOffer } | { name: 'codes'; codes: string[] } | { name: 'renew' }
    | { name: 'remove' };

/** The second factor: turning it on, off, and new recovery codes. */
export function SecondFactorCard() {
    const { user } = useSession();
    const { accept, refresh } = useSessionState();
    const [step, setStep] = useState<Step>();
    const close = () => setStep(undefined);
    const showCodes = (codes: string[]) => setStep({ name: 'codes', codes });
    return (
        <>
            <Card
                title={<span className="row">Second factor{user.two_factor && <Badge tone="success">On</Badge>}</span>}
                text="A code of an authenticator app, beside your password."
                actions={!user.two_factor && <Button kind="primary" icon="shield" onClick={() => setStep({ name: 'begin' })}>Turn on</Button>}
            >
                {user.two_factor
                    ? (
                        <div className="row row-wrap">
                            <Button icon="refresh" onClick={() => setStep({ name: 'renew' })}>New recovery codes</Button>
                            <Button kind="danger" onClick={() => setStep({ name: 'remove' })}>Turn off</Button>
                        </div>
                    )
                    : <p className="soft small">Without it, whoever learns your password can act in your name.</p>}
            </Card>
            {step?.name === 'begin' && (
                <PasswordDialog
                    title="Turn on the second factor" text="From then on, your password alone is not enough to sign in." action="Continue"
                    onClose={close}
                    onPassword={async (password) => setStep({ name: 'confirm', offer: await api.beginTotp({ body: { password } }) })}
                />
            )}
            {step?.name === 'confirm' && (
                <TotpDialog offer={step.offer} onDone={(codes) => { showCodes(codes); void refresh(); }} onClose={close} />
            )}
            {step?.name === 'codes' && <RecoveryCodesDialog codes={step.codes} onClose={close} />}
            {step?.name === 'renew' && (
                <PasswordDialog
                    title="New recovery codes" text="The old ones stop working." action="Make new codes" onClose={close}
                    onPassword={async (password) => showCodes((await api.renewRecoveryCodes({ body: { password } })).recovery_codes)}
                />
            )}
            {step?.name === 'remove' && (
                <PasswordDialog
                    title="Turn off the second factor" text="Your password alone will be enough to sign in." action="Turn off" isDanger
                    onClose={close}
                    onPassword={async (password) => {
                        accept(await api.removeTotp({ body: { password } }));
                        close();
                        notifySuccess('The second factor is off');
                    }}
                />
            )}
        </>
    );
}
