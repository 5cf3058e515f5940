// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, SessionEntry } from '../../api';
import { usePages } from '../../live/usePages';
import { Badge, Button, Card, Column, notifySuccess, ProblemNotice, Table, Time, useAction } from '../../kit';
import { browserName } from './browserName';

/** Where one is signed in; each can be ended from here. */
export function SessionsCard() {
    const sessions = usePages('sessions', (part, signal) => api.listSessions({ query: part, signal }), [{ types: ['session.'] }]);
    const [end, { isBusy, error }] = useAction(async (session: SessionEntry) => {
        await api.endSession({ path: { session: session.id } });
        notifySuccess('The session is ended');
        sessions.reload();
    });
    const columns: Column<SessionEntry>[] = [
        {
            title: 'Browser',
            cell: (session) => (
                <span className="row row-wrap">
                    <span className="strong">{browserName(session.user_agent)}</span>
                    {session.current && <Badge tone="success">This one</Badge>}
                </span>
            ),
        },
        { title: 'Address', cell: ({ address }) => <code>{address ?? '—'}</code> },
        { title: 'Last seen', cell: ({ last_seen_at }) => <Time at={last_seen_at} /> },
        {
            title: '', name: 'Actions', isEnd: true, isTight: true,
            cell: (session) => !session.current && (
                <Button isSmall disabled={isBusy} onClick={() => end(session)}>Sign out</Button>
            ),
        },
    ];
    return (
        <Card title="Sessions" text="Where you are signed in." isFlush>
            {error && <div className="card-body"><ProblemNotice error={error} /></div>}
            <Table label="Sessions" rows={sessions} columns={columns} keyOf={({ id }) => id} />
        </Card>
    );
}
