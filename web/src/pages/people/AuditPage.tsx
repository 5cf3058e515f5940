// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, AuditEntry } from '../../api';
import { useQueryParameter } from '../../app/router/location';
import { usePages } from '../../live/usePages';
import { Badge, Button, Column, EmptyState, PageFrame, Table, TextField, Time, words } from '../../kit';
import { AuditEntryDialog } from './AuditEntryDialog';
import { AuditVerification } from './AuditVerification';
import { useSettled } from './useSettled';

/** What was done, by whom and from where: each entry is chained to the one before it. */
export default function AuditPage() {
    const [actor, setActor] = useQueryParameter('actor');
    const [action, setAction] = useQueryParameter('action');
    const [shown, setShown] = useState<AuditEntry>();
    const settled = useSettled({ actor, action });
    const entries = usePages(
        `audit/${settled.actor}/${settled.action}`,
        (part, signal) => api.listAudit({ query: { ...part, actor: settled.actor, action: settled.action }, signal }),
        [{ types: ['audit.'] }]);
    const columns: Column<AuditEntry>[] = [
        { title: 'When', isTight: true, cell: ({ at }) => <span className="soft"><Time at={at} /></span> },
        { title: 'Who', cell: (entry) => <span className="strong">{entry.actor}</span> },
        {
            title: 'Did',
            cell: (entry) => (
                <button type="button" className="link" onClick={() => setShown(entry)}><code>{entry.action}</code></button>
            ),
        },
        { title: 'To', cell: ({ subject }) => <span className="soft break">{subject}</span> },
        { title: 'From', cell: ({ address }) => <code className="faint">{address ?? '—'}</code> },
        {
            title: 'Outcome', isEnd: true, isTight: true,
            cell: ({ outcome }) => <Badge tone={outcome === 'succeeded' ? 'success' : outcome === 'unknown' ? 'warning' : 'danger'}>{words(outcome)}</Badge>,
        },
    ];
    const isFiltered = actor !== '' || action !== '';
    return (
        <PageFrame title="Audit log" text="What was done, by whom and from where." actions={<AuditVerification />}>
            <div className="filters">
                <TextField label="Who" value={actor} onChange={setActor} placeholder="Anybody" icon="user" autoComplete="off" />
                <TextField label="Did" value={action} onChange={setAction} placeholder="Anything" icon="filter" autoComplete="off" isCode />
            </div>
            <Table
                label="Audit log" rows={entries} columns={columns} keyOf={({ sequence }) => sequence}
                empty={isFiltered
                    ? (
                        <EmptyState icon="filter" title="Nothing fits" action={<Button onClick={() => { setActor(''); setAction(''); }}>Show everything</Button>}>
                            Names and actions are matched whole, e.g. <code>deleteProject</code>.
                        </EmptyState>
                    )
                    : <EmptyState icon="audit" title="Nothing was done yet" command="dextra audit" />}
            />
            {shown && <AuditEntryDialog entry={shown} onClose={() => setShown(undefined)} />}
        </PageFrame>
    );
}
