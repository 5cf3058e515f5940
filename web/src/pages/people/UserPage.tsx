// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, User } from '../../api';
import type { PageProps } from '../../app/Area';
import { Link } from '../../app/router/Link';
import { navigate } from '../../app/router/location';
import { useSession } from '../../app/session/SessionContext';
import { useResource } from '../../live/useResource';
import { Avatar, Badge, Card, ConfirmDialog, Facts, Loaded, Menu, notifyFailure, notifySuccess, PageFrame, Tag, Time } from '../../kit';
import { AddressesCard } from './AddressesCard';
import { GrantsCard } from './GrantsCard';
import { InvitationDialog } from './InvitationDialog';

type Question = 'password' | 'totp' | 'disable' | 'delete';

/** One person: what they may do, where they may come from, and what an admin can do about their account. */
export default function UserPage({ parameters: { user: name } }: PageProps) {
    const resource = useResource(
        `users/one/${name}`, (signal) => api.getUser({ path: { user: name! }, signal }), [{ types: ['user.', 'team.'] }]);
    const [question, setQuestion] = useState<Question>();
    const [link, setLink] = useState<string>();
    const user = resource.data;
    const shown = user?.display_name || name!;
    return (
        <PageFrame
            title={shown} isNarrow
            heading={<>{user && <Avatar name={shown} size="2rem" />}{shown}{user?.disabled && <Badge tone="warning">Disabled</Badge>}</>}
            text={<Link to="/users">All users</Link>} actions={user && <Actions user={user} onAsk={setQuestion} onChanged={resource.reload} />}
        >
            <Loaded resource={resource}>
                {(loaded) => (
                    <>
                        <Card title="Account">
                            <Facts
                                entries={[
                                    ['Name', <code key="name">{loaded.name}</code>], loaded.email ? ['Email', loaded.email] : undefined,
                                    ['Added', <Time key="at" at={loaded.created_at} />],
                                    ['Last seen', loaded.last_seen_at ? <Time key="seen" at={loaded.last_seen_at} /> : 'Never'],
                                    ['Second factor', loaded.two_factor ? 'On' : 'Off'],
                                    loaded.teams.length > 0
                                        ? ['Teams', <span key="teams" className="row row-wrap">{loaded.teams.map((team) => <Tag key={team}>{team}</Tag>)}</span>]
                                        : undefined,
                                ]}
                            />
                        </Card>
                        <GrantsCard user={loaded} onSaved={resource.reload} />
                        <AddressesCard user={loaded} onSaved={resource.reload} />
                    </>
                )}
            </Loaded>
            {user && question && (
                <Questions
                    user={user} question={question} onLink={setLink} onChanged={resource.reload} onClose={() => setQuestion(undefined)}
                />
            )}
            {link && <InvitationDialog name={shown} url={link} onClose={() => setLink(undefined)} />}
        </PageFrame>
    );
}

function Actions({ user, onAsk, onChanged }: { user: User; onAsk: (question: Question) => void; onChanged: () => void }) {
    const me = useSession().user;
    const enable = async () => {
        await api.changeUser({ path: { user: user.id }, body: { disabled: false } });
        notifySuccess(`${user.name} can sign in again`);
        onChanged();
    };
    return (
        <Menu
            label="Actions" text="Actions"
            entries={[
                { title: 'New password link', icon: 'link', run: () => onAsk('password') },
                { title: 'Turn off the second factor', icon: 'shield', isDisabled: !user.two_factor, run: () => onAsk('totp') },
                'line',
                user.disabled
                    ? { title: 'Let in again', icon: 'play', run: () => void enable().catch(notifyFailure) }
                    : { title: 'Disable', icon: 'pause', isDisabled: user.id === me.id, run: () => onAsk('disable') },
                { title: 'Delete', icon: 'trash', isDanger: true, isDisabled: user.id === me.id, run: () => onAsk('delete') },
            ]}
        />
    );
}

function Questions({ user, question, onLink, onChanged, onClose }: {
    user: User; question: Question; onLink: (url: string) => void; onChanged: () => void; onClose: () => void;
}) {
    const path = { user: user.id };
    switch (question) {
        case 'password':
            return (
                <ConfirmDialog
                    title={`New password for ${user.name}?`} action="Make the link" onClose={onClose}
                    onConfirm={async () => {
                        const { invitation_url } = await api.changeUser({ path, body: { reset: 'password' } });
                        if (invitation_url) onLink(invitation_url);
                    }}
                >
                    <p>The old password stops working at once, and all sessions end.</p>
                </ConfirmDialog>
            );
        case 'totp':
            return (
                <ConfirmDialog
                    title={`Turn off the second factor of ${user.name}?`} action="Turn off" onClose={onClose}
                    onConfirm={() => api.changeUser({ path, body: { reset: 'totp' } }).then(onChanged)}
                >
                    <p>The password alone will be enough. Be sure that it is really {user.name} who asks for this.</p>
                </ConfirmDialog>
            );
        case 'disable':
            return (
                <ConfirmDialog
                    title={`Disable ${user.name}?`} action="Disable" onClose={onClose}
                    onConfirm={() => api.changeUser({ path, body: { disabled: true } }).then(onChanged)}
                >
                    <p>All sessions end, and their tokens stop working until they are let in again. Nothing is deleted.</p>
                </ConfirmDialog>
            );
        case 'delete':
            return (
                <ConfirmDialog
                    title={`Delete ${user.name}?`} action="Delete" phrase={user.name} onClose={onClose}
                    onConfirm={async () => {
                        await api.deleteUser({ path });
                        navigate('/users', { replace: true });
                        notifySuccess(`${user.name} is deleted`);
                    }}
                >
                    <p>Their sessions and tokens end. What they did stays in the audit log.</p>
                </ConfirmDialog>
            );
    }
}
