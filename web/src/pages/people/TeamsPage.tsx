// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, Team } from '../../api';
import { usePages } from '../../live/usePages';
import { Avatar, Button, Column, ConfirmDialog, EmptyState, Menu, PageFrame, Table } from '../../kit';
import { GrantList } from './GrantList';
import { EditTeamDialog, TeamDialog } from './TeamDialog';

/** Groups of people that are given roles together. */
export default function TeamsPage() {
    const [edited, setEdited] = useState<Team | 'new'>();
    const [deleted, setDeleted] = useState<Team>();
    const teams = usePages(
        'teams', (part, signal) => api.listTeams({ query: { ...part, sort: 'name' }, signal }), [{ types: ['team.', 'user.'] }]);
    const ends = {
        onClose: () => setEdited(undefined),
        onSaved: () => {
            setEdited(undefined);
            teams.reload();
        },
    };
    const columns: Column<Team>[] = [
        { title: 'Name', cell: (team) => <button type="button" className="link strong" onClick={() => setEdited(team)}>{team.name}</button> },
        { title: 'May', cell: ({ grants }) => <GrantList grants={grants} /> },
        { title: 'Members', cell: ({ members }) => <Members names={members} /> },
        {
            title: '', name: 'Actions', isEnd: true, isTight: true,
            cell: (team) => (
                <Menu
                    label={`Actions for ${team.name}`}
                    entries={[
                        { title: 'Edit', icon: 'edit', run: () => setEdited(team) },
                        { title: 'Delete', icon: 'trash', isDanger: true, run: () => setDeleted(team) },
                    ]}
                />
            ),
        },
    ];
    const add = <Button kind="primary" icon="plus" onClick={() => setEdited('new')}>New team</Button>;
    return (
        <PageFrame title="Teams" text="People who are given roles together." actions={add}>
            <Table
                label="Teams" rows={teams} columns={columns} keyOf={({ id }) => id}
                empty={(
                    <EmptyState icon="layers" title="No teams yet" action={add}>
                        Give a role to a team once instead of to each of its people.
                    </EmptyState>
                )}
            />
            {edited === 'new' && <TeamDialog {...ends} />}
            {edited && edited !== 'new' && <EditTeamDialog team={edited} {...ends} />}
            {deleted && (
                <ConfirmDialog
                    title={`Delete ${deleted.name}?`} action="Delete" onClose={() => setDeleted(undefined)}
                    onConfirm={() => api.deleteTeam({ path: { team: deleted.id } }).then(teams.reload)}
                >
                    <p>Its members keep their accounts, and lose what the team was given.</p>
                </ConfirmDialog>
            )}
        </PageFrame>
    );
}

function Members({ names }: { names: readonly string[] }) {
    if (names.length === 0) return <span className="faint">nobody yet</span>;
    return (
        <span className="row">
            <span className="avatars">{names.slice(0, 5).map((name) => <Avatar key={name} name={name} size="1.5rem" />)}</span>
            <span className="truncate soft">{names.slice(0, 3).join(', ')}{names.length > 3 && ` and ${names.length - 3} more`}</span>
        </span>
    );
}
