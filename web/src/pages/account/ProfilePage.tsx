// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useSession } from '../../app/session/SessionContext';
import { ThemeSwitch } from '../../app/shell/ThemeSwitch';
import { Avatar, Card, Facts, PageFrame, Tag, Time } from '../../kit';
import { GrantList } from '../people/GrantList';
import { PasswordCard } from './PasswordCard';
import { SecondFactorCard } from './SecondFactorCard';
import { SessionsCard } from './SessionsCard';

/** Who one is here, how one signs in, and where one is signed in. */
export default function ProfilePage() {
    const { user, grants, local } = useSession();
    return (
        <PageFrame title="Profile" text="Who you are here, how you sign in, and where you are signed in." isNarrow>
            <Card
                title={<span className="row gap-3"><Avatar name={user.display_name || user.name} />{user.display_name || user.name}</span>}
            >
                <Facts
                    entries={[
                        ['Name', <code key="name">{user.name}</code>], user.email ? ['Email', user.email] : undefined,
                        ['May', <GrantList key="grants" grants={grants} />],
                        user.teams.length > 0
                            ? ['Teams', <span key="teams" className="row row-wrap">{user.teams.map((team) => <Tag key={team}>{team}</Tag>)}</span>]
                            : undefined,
                        local ? undefined : ['Joined', <Time key="joined" at={user.created_at} />],
                    ]}
                />
            </Card>
            <Card title="Colours" text="On all your devices." actions={<ThemeSwitch />} />
            {!local && (
                <>
                    <PasswordCard />
                    <SecondFactorCard />
                    <SessionsCard />
                </>
            )}
        </PageFrame>
    );
}
