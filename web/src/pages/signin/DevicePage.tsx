// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api } from '../../api';
import { useQueryParameter } from '../../app/router/location';
import { useSession } from '../../app/session/SessionContext';
import { useResource } from '../../live/useResource';
import { Button, ButtonLink, Facts, Icon, Loaded, Notice, ProblemNotice, TextField, Time, useAction } from '../../kit';
import { requestOf, Terms, TokenTerms, usualTerms } from '../people/TokenTerms';
import { EntryFrame } from './EntryFrame';

/** Lets a program in, e.g. `dextra login` on another machine, when its code is the one it shows. */
export default function DevicePage() {
    const [code, setCode] = useQueryParameter('code');
    const [outcome, setOutcome] = useState<'approved' | 'denied'>();
    if (outcome) return <Outcome outcome={outcome} />;
    if (!code) return <CodeForm onCode={setCode} />;
    return <Question code={code.toUpperCase()} onOutcome={setOutcome} onOther={() => setCode('')} />;
}

function CodeForm({ onCode }: { onCode: (code: string) => void }) {
    const [typed, setTyped] = useState('');
    return (
        <EntryFrame title="Sign in a program" text="Type the code that the program shows." onSubmit={() => typed.trim() && onCode(typed.trim())}>
            <TextField
                label="Code" placeholder="ABCD-EFGH" value={typed} onChange={(text) => setTyped(text.toUpperCase())} isCode
                autoFocus autoComplete="off"
            />
            <Button type="submit" kind="primary" isWide disabled={!typed.trim()}>Continue</Button>
        </EntryFrame>
    );
}

function Question({ code, onOutcome, onOther }: {
    code: string; onOutcome: (outcome: 'approved' | 'denied') => void; onOther: () => void;
}) {
    const { user } = useSession();
    const [terms, setTerms] = useState<Terms>({ ...usualTerms, scopes: ['view', 'deploy', 'operate'] });
    const device = useResource(`devices/${code}`, (signal) => api.getDevice({ path: { code }, signal }));
    const [approve, approving] = useAction(async () => {
        await api.approveDevice({ path: { code }, body: requestOf(terms) });
        onOutcome('approved');
    });
    const [deny, denying] = useAction(async () => {
        await api.denyDevice({ path: { code } });
        onOutcome('denied');
    });
    const error = approving.error ?? denying.error;
    return (
        <EntryFrame title="Sign in a program?" text="It gets a token and acts in your name until that expires or you revoke it.">
            <Loaded resource={device}>
                {({ client_name, created_at, expires_at, address }) => (
                    <>
                        <p className="device-code" aria-label="Code">{code}</p>
                        <Facts
                            entries={[
                                ['Program', <strong key="name">{client_name}</strong>], address ? ['From', address] : undefined,
                                ['Asked', <Time key="at" at={created_at} />], ['Expires', <Time key="end" at={expires_at} />],
                                ['As', user.display_name || user.name],
                            ]}
                        />
                        <Notice tone="warning">
                            <p>Approve only if you began this yourself and the program shows the same code.</p>
                        </Notice>
                        <details className="device-terms">
                            <summary>What it may do, and how long</summary>
                            <div className="stack"><TokenTerms terms={terms} onChange={setTerms} /></div>
                        </details>
                        {error && <ProblemNotice error={error} />}
                        <div className="row">
                            <Button isWide isBusy={denying.isBusy} onClick={deny}>Deny</Button>
                            <Button kind="primary" isWide isBusy={approving.isBusy} disabled={terms.scopes.length === 0} onClick={approve}>Approve</Button>
                        </div>
                    </>
                )}
            </Loaded>
            {device.error && <Button onClick={onOther}>Type another code</Button>}
        </EntryFrame>
    );
}

function Outcome({ outcome }: { outcome: 'approved' | 'denied' }) {
    const isApproved = outcome === 'approved';
    return (
        <EntryFrame title={isApproved ? 'The program is signed in' : 'The program was refused'}>
            <div className={`entry-done tone-${isApproved ? 'success' : 'neutral'}`}>
                <Icon name={isApproved ? 'check_circle' : 'x_circle'} size={40} />
                <p className="soft">
                    {isApproved ? 'You can close this page and go on there.' : 'It got nothing. If you did not begin this, all is well.'}
                </p>
            </div>
            <ButtonLink to={isApproved ? '/tokens' : '/'} isWide>{isApproved ? 'See your tokens' : 'To the overview'}</ButtonLink>
        </EntryFrame>
    );
}
