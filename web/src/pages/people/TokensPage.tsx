// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { ApiToken, api, CreatedToken } from '../../api';
import { useQueryParameter } from '../../app/router/location';
import { useMay } from '../../app/session/SessionContext';
import { usePages } from '../../live/usePages';
import { Badge, Button, Column, ConfirmDialog, EmptyState, PageFrame, Segments, Table, Tag, Time } from '../../kit';
import { permissionWords } from './roleWords';
import { TokenDialog } from './TokenDialog';
import { TokenSecretDialog } from './TokenSecretDialog';

/** Tokens by which programs act in people's names. */
export default function TokensPage() {
    const mayAdminister = useMay('administer');
    const [owner, setOwner] = useQueryParameter('owner', 'me');
    const [isCreating, setCreating] = useState(false);
    const [created, setCreated] = useState<CreatedToken>();
    const [revoked, setRevoked] = useState<ApiToken>();
    const isAll = mayAdminister && owner === 'all';
    const tokens = usePages(
        `tokens/${isAll ? 'all' : 'me'}`,
        (part, signal) => api.listTokens({ query: { ...part, owner: isAll ? 'all' : undefined }, signal }), [{ types: ['token.'] }]);
    const add = <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>New token</Button>;

    const columns: Column<ApiToken>[] = [
        { title: 'Name', cell: (token) => <><span className="strong break">{token.name}</span> <code className="faint">{token.prefix}…</code></> },
        ...(isAll ? [{ title: 'Owner', cell: (token: ApiToken) => token.owner }] : []),
        {
            title: 'May',
            cell: ({ scopes, projects }) => (
                <span className="row row-wrap gap-1">
                    {scopes.map((scope) => <Badge key={scope} tone={scope === 'administer' ? 'accent' : 'neutral'}>{permissionWords[scope].label}</Badge>)}
                    {projects?.map((project) => <Tag key={project}>{project}</Tag>)}
                </span>
            ),
        },
        { title: 'Last used', cell: ({ last_used_at }) => last_used_at ? <Time at={last_used_at} /> : <span className="faint">Never</span> },
        { title: 'Expires', cell: ({ expires_at }) => <Expiry at={expires_at} /> },
        {
            title: '', name: 'Actions', isEnd: true, isTight: true,
            cell: (token) => <Button isSmall kind="danger" onClick={() => setRevoked(token)}>Revoke</Button>,
        },
    ];
    return (
        <PageFrame title="Access tokens" text="Programs use them to act in your name, with no more than you allow." actions={add}>
            {mayAdminister && (
                <div>
                    <Segments
                        label="Whose tokens" value={isAll ? 'all' : 'me'} onChange={setOwner}
                        options={[{ value: 'me', label: 'Yours' }, { value: 'all', label: "Everybody's" }]}
                    />
                </div>
            )}
            <Table
                label="Access tokens" rows={tokens} columns={columns} keyOf={({ id }) => id}
                empty={(
                    <EmptyState icon="key" title="No tokens yet" command={`dextra login ${location.origin}`} action={add}>
                        Make one for your CI, or sign in on the command line, which makes its own.
                    </EmptyState>
                )}
            />
            {isCreating && (
                <TokenDialog onClose={() => setCreating(false)} onCreated={(token) => { setCreating(false); setCreated(token); tokens.reload(); }} />
            )}
            {created && <TokenSecretDialog created={created} onClose={() => setCreated(undefined)} />}
            {revoked && (
                <ConfirmDialog
                    title={`Revoke ${revoked.name}?`} action="Revoke" onClose={() => setRevoked(undefined)}
                    onConfirm={() => api.revokeToken({ path: { token: revoked.id } }).then(tokens.reload)}
                >
                    <p>Programs that use it are refused from now on, and so are those that use a token made with it.</p>
                </ConfirmDialog>
            )}
        </PageFrame>
    );
}

function Expiry({ at }: { at?: string }) {
    if (!at) return <span className="faint">Never</span>;
    return Date.parse(at) < Date.now() ? <Badge tone="danger">Expired</Badge> : <Time at={at} />;
}
