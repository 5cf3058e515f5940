// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, Notification } from '../../api';
import { Link } from '../../app/router/Link';
import { resources } from '../../live/ResourceStore';
import { usePages } from '../../live/usePages';
import { Button, Dot, EmptyState, notifyFailure, PageFrame, ProblemNotice, Skeleton, Time, Tone } from '../../kit';

/** What happened that needs or interests one, newest first. */
export default function NotificationsPage() {
    const notifications = usePages(
        'notifications/list', (cursor, signal) => api.listNotifications({ query: { cursor, limit: 50 }, signal }),
        [{ types: ['run.finished', 'run.waiting', 'notification.'] }]);
    const { items, error, hasMore, isLoadingMore, loadMore, reload } = notifications;
    const newest = items?.[0];
    const hasUnread = items?.some(({ read }) => !read) ?? false;

    const readAll = () => {
        if (!newest) return;
        api.readNotifications({ body: { cursor: newest.cursor } })
            .then(() => resources.invalidate('notifications/'), notifyFailure);
    };
    return (
        <PageFrame
            title="Notifications" text="What failed, what needs an answer, and what is live." isNarrow
            actions={hasUnread && <Button icon="check" onClick={readAll}>Mark all as read</Button>}
        >
            {error && <ProblemNotice error={error} onRetry={reload} />}
            {!items && !error && <Skeleton lines={6} />}
            {items?.length === 0 && (
                <EmptyState icon="bell" title="Nothing yet" command="dextra deploy">
                    You are told here when a deploy fails, when a run needs your answer, and when a release is live.
                </EmptyState>
            )}
            {items && items.length > 0 && (
                <ul className="notifications">{items.map((each) => <Entry key={each.cursor} notification={each} />)}</ul>
            )}
            {hasMore && <div className="more"><Button isSmall isBusy={isLoadingMore} onClick={loadMore}>Show more</Button></div>}
        </PageFrame>
    );
}

function Entry({ notification: { kind, title, text, at, run, project, read } }: { notification: Notification }) {
    const to = run ? `/runs/${run}` : project ? `/projects/${project}` : undefined;
    const inner = (
        <>
            <Dot tone={tones[kind]} />
            <span className="grow">
                <span className={read ? undefined : 'strong'}>{title}</span>
                {!read && <span className="unseen"> (unread)</span>}
                <span className="soft small notification-text">{text}</span>
            </span>
            <span className="faint small"><Time at={at} /></span>
        </>
    );
    const className = read ? 'notification' : 'notification notification-unread';
    return <li>{to ? <Link to={to} className={className}>{inner}</Link> : <div className={className}>{inner}</div>}</li>;
}

const tones: Record<Notification['kind'], Tone> = {
    question: 'warning', failure: 'danger', trouble: 'danger', success: 'success',
};
