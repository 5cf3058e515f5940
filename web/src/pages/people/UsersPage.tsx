// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, type User } from '../../api';
import { Link } from '../../app/router/Link';
import { usePages } from '../../live/usePages';
import { Avatar, Badge, Button, Column, EmptyState, PageFrame, Table, Time } from '../../kit';
import { GrantList } from './GrantList';
import { InvitationDialog } from './InvitationDialog';
import { InviteDialog } from './InviteDialog';

type Sort = 'name' | '-name' | 'created_at' | '-created_at';

const columns: Column<User>[] = [
    {
        title: 'Name', sort: 'name',
        cell: (user) => (
            <span className="row gap-3">
                <Avatar name={user.display_name || user.name} />
                <span>
                    <Link to={`/users/${encodeURIComponent(user.name)}`} className="table-link">{user.display_name || user.name}</Link>
                    <span className="soft tiny person-name">{user.name}</span>
                </span>
            </span>
        ),
    },
    { title: 'Added', sort: 'created_at', cell: ({ created_at }) => <Time at={created_at} /> },
    { title: 'May', cell: ({ grants }) => <GrantList grants={grants} /> },
    {
        title: 'Second factor',
        cell: ({ two_factor }) => two_factor ? <Badge tone="success">On</Badge> : <span className="faint">Off</span>,
    },
    {
        title: 'Last seen',
        cell: ({ disabled, last_seen_at }) => disabled
            ? <Badge tone="warning">Disabled</Badge>
            : last_seen_at ? <Time at={last_seen_at} /> : <span className="faint">Never</span>,
    },
];

/** Everybody with an account. */
export default function UsersPage() {
    const [sort, setSort] = useState<Sort>('name');
    const [isInviting, setInviting] = useState(false);
    const [invitation, setInvitation] = useState<{ name: string; url: string }>();
    const users = usePages(
        `users/list/${sort}`, (part, signal) => api.listUsers({ query: { ...part, sort }, signal }),
        [{ types: ['user.', 'team.'] }]);
    return (
        <PageFrame
            title="Users" text="Everybody with an account, and what they may do."
            actions={<Button kind="primary" icon="plus" onClick={() => setInviting(true)}>Invite</Button>}
        >
            <Table
                label="Users" rows={users} columns={columns} keyOf={({ id }) => id} sort={sort} onSort={setSort}
                addressOf={({ name }) => `/users/${encodeURIComponent(name)}`}
                empty={<EmptyState icon="team" title="Nobody is here yet" command="dextra users invite ada --role deployer" />}
            />
            {isInviting && (
                <InviteDialog
                    onClose={() => setInviting(false)}
                    onInvited={({ user, invitation_url }) => {
                        setInviting(false);
                        users.reload();
                        if (invitation_url) setInvitation({ name: user.display_name || user.name, url: invitation_url });
                    }}
                />
            )}
            {invitation && <InvitationDialog {...invitation} onClose={() => setInvitation(undefined)} />}
        </PageFrame>
    );
}
