// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api } from '../../api';
import { Button, Icon, Loaded, Popover } from '../../kit';
import { useResource } from '../../live/useResource';
import { NotificationList } from '../../pages/account/NotificationList';
import { newsEvents, readUpTo } from '../../pages/account/reading';
import { Link } from '../router/Link';

/** As many are shown without going to their page. */
const shown = 8;

/** Whether there is something new; shows the newest of it. */
export function NotificationBell() {
    const news = useResource(
        'notifications/newest', (signal) => api.listNotifications({ query: { limit: shown }, signal }), newsEvents);
    const unread = news.data?.unread ?? 0;
    const newest = news.data?.items[0];
    return (
        <Popover
            label="Notifications"
            trigger={({ isOpen, toggle }) => (
                <button
                    type="button" className="button button-ghost button-icon bell" aria-expanded={isOpen} onClick={toggle}
                    aria-label={unread ? `Notifications, ${unread} unread` : 'Notifications'} title="Notifications"
                >
                    <Icon name="bell" />
                    {unread > 0 && <span className="bell-dot" aria-hidden />}
                </button>
            )}
        >
            {() => (
                <>
                    <div className="popover-head">
                        <h2>Notifications</h2>
                        {newest && unread > 0 && <Button isSmall icon="check" onClick={() => readUpTo(newest)}>Mark as read</Button>}
                    </div>
                    <div className="popover-body">
                        <Loaded resource={news}>
                            {({ items }) => items.length > 0
                                ? <NotificationList notifications={items} />
                                : <p className="popover-empty">Nothing yet. You are told here what fails and what needs you.</p>}
                        </Loaded>
                    </div>
                    <div className="popover-foot"><Link to="/notifications">All notifications</Link></div>
                </>
            )}
        </Popover>
    );
}
