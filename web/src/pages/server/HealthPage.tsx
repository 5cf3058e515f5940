// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect } from 'react';
import { api, type ServerInfo } from '../../api';
import { useLiveState } from '../../live/useLive';
import { useResource } from '../../live/useResource';
import { Card, Elapsed, Facts, Loaded, PageFrame, StateBadge } from '../../kit';
import { ReadinessCard } from './ReadinessCard';

const isolations = {
    uid: 'Every project has a user of its own', 'user-namespace': 'User namespaces', none: 'None: applications run as this user',
};
const databases = { sqlite: 'SQLite, in the data directory', postgresql: 'PostgreSQL, shared by the nodes' };

/** What this server is, and whether it is well. */
export default function HealthPage() {
    const info = useResource('info', (signal) => api.getInfo({ signal }));
    const live = useLiveState();
    // A server that comes back may be another version.
    useEffect(() => {
        if (live === 'open') info.reload();
    }, [live]);
    return (
        <PageFrame title="About and health" text="What this server is, and whether it is well." isNarrow>
            <ReadinessCard />
            <Card title="This server">
                <Loaded resource={info}>
                    {({ version, started_at, pid, home, isolation, proxy, database }) => (
                        <Facts
                            entries={[
                                ['Version', <code key="version">{version}</code>], ['Up for', <Elapsed key="up" from={started_at} />],
                                ['Live events', <StateBadge key="live" isPlain state={live === 'open' ? 'live' : 'starting'} label={live === 'open' ? 'Connected' : 'Reconnecting'} />],
                                ['Proxy', <ProxyState key="proxy" {...proxy} />],
                                database ? ['Database', databases[database]] : undefined, ['Isolation', isolations[isolation]],
                                ['Data directory', <code key="home">{home}</code>], ['Process', `${pid}`],
                            ]}
                        />
                    )}
                </Loaded>
            </Card>
        </PageFrame>
    );
}

/** Where no application needs it a proxy that doesn't run is no fault; whether one does, the readiness says. */
function ProxyState({ state, port }: ServerInfo['proxy']) {
    if (state === 'running') return <StateBadge state="healthy" isPlain label={port ? `Running on port ${port}` : 'Running'} />;
    return state === 'stopped'
        ? <StateBadge state="stopped" isPlain label="Not running" />
        : <StateBadge state="unhealthy" isPlain label="HAProxy is not installed" />;
}
