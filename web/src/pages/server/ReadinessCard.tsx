// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect } from 'react';
import { api } from '../../api';
import { useResource } from '../../live/useResource';
import { Badge, Card, Dot, Loaded, Tone, words } from '../../kit';

/** How often the checks are made again while somebody looks, in milliseconds. */
const interval = 10_000;

/** What has to work for the server to work, checked again and again. */
export function ReadinessCard() {
    const health = useResource('health', (signal) => api.getReadiness({ signal }));
    const { reload } = health;
    useEffect(() => {
        const timer = window.setInterval(reload, interval);
        return () => window.clearInterval(timer);
    }, [reload]);
    return (
        <Card title="Readiness" text="Checked every ten seconds while you look." isFlush>
            <div className={health.data ? '' : 'card-body'}>
                <Loaded resource={health}>
                    {({ status, checks }) => (
                        <ul className="checks">
                            <li><span className="strong">The server</span><Outcome status={status} /></li>
                            {checks.map((check) => (
                                <li key={check.name}>
                                    <span>{words(check.name)} <span className="soft small">{check.detail}</span></span>
                                    <Outcome status={check.status} />
                                </li>
                            ))}
                        </ul>
                    )}
                </Loaded>
            </div>
        </Card>
    );
}

const outcomes: Record<string, readonly [Tone, string]> = {
    ok: ['success', 'Fine'], ready: ['success', 'Ready'], warning: ['warning', 'Look at it'], failed: ['danger', 'Failed'],
    not_ready: ['danger', 'Not ready'],
};

function Outcome({ status }: { status: string }) {
    const [tone, label] = outcomes[status] ?? ['neutral', words(status)];
    return <Badge tone={tone}><Dot tone={tone} />{label}</Badge>;
}
