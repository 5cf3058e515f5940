// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api } from '../../api';
import { Icon } from '../../kit/Icon';
import { useResource } from '../../live/useResource';
import { Link } from '../router/Link';

/** How many notifications have not been read; leads to them. */
export function NotificationBell() {
    const { data } = useResource(
        'notifications/unread', (signal) => api.listNotifications({ query: { limit: 1 }, signal }),
        [{ types: ['run.finished', 'run.waiting', 'notification.'] }]);
    const unread = data?.unread ?? 0;
    return (
        <Link
            to="/notifications" className="button button-ghost button-icon bell"
            aria-label={unread ? `Notifications, ${unread} unread` : 'Notifications'} title="Notifications"
        >
            <Icon name="bell" />
            {unread > 0 && <span className="bell-dot" aria-hidden />}
        </Link>
    );
}
