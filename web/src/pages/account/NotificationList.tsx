// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Notification, NotificationKind } from '../../api';
import { Link } from '../../app/router/Link';
import { capitalized } from '../../format/words';
import { Dot, Time, Tone } from '../../kit';

const tones: Record<NotificationKind, Tone> = { question: 'warning', failure: 'danger', trouble: 'danger', success: 'success' };

/** Notifications below each other; each leads to what it is about. */
export function NotificationList({ notifications }: { notifications: readonly Notification[] }) {
    return <ul className="notification-list">{notifications.map((each) => <Entry key={each.cursor} notification={each} />)}</ul>;
}

function Entry({ notification: { kind, title, text, at, run, project, read } }: { notification: Notification }) {
    const to = run ? `/runs/${run}` : project ? `/projects/${project}` : undefined;
    const inner = (
        <>
            <Dot tone={tones[kind]} />
            <span className="grow">
                <span className={read ? undefined : 'strong'}>{capitalized(title)}</span>
                {!read && <span className="unseen"> (unread)</span>}
                <span className="soft small notification-text">{text}</span>
            </span>
            <span className="faint small"><Time at={at} /></span>
        </>
    );
    const className = read ? 'notification' : 'notification notification-unread';
    return <li>{to ? <Link to={to} className={className}>{inner}</Link> : <div className={className}>{inner}</div>}</li>;
}
