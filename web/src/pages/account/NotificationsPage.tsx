// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api } from '../../api';
import { usePages } from '../../live/usePages';
import { Button, EmptyState, PageFrame, ProblemNotice, Skeleton } from '../../kit';
import { NotificationList } from './NotificationList';
import { newsEvents, readUpTo } from './reading';

/** What happened that needs or interests one, newest first. */
export default function NotificationsPage() {
    const { items, error, hasMore, isLoadingMore, loadMore, reload } = usePages(
        'notifications/list', (part, signal) => api.listNotifications({ query: part, signal }), newsEvents);
    const newest = items?.[0];
    const hasUnread = items?.some(({ read }) => !read) ?? false;
    return (
        <PageFrame
            title="Notifications" text="What failed, what needs an answer, and what is live." isNarrow
            actions={newest && hasUnread && <Button icon="check" onClick={() => readUpTo(newest)}>Mark all as read</Button>}
        >
            {error && <ProblemNotice error={error} onRetry={reload} />}
            {!items && !error && <Skeleton lines={6} />}
            {items?.length === 0 && (
                <EmptyState icon="bell" title="Nothing yet" command="dextra deploy">
                    You are told here when a deploy fails, when a run needs your answer, and when a release is live.
                </EmptyState>
            )}
            {items && items.length > 0 && <div className="notifications"><NotificationList notifications={items} /></div>}
            {hasMore && <div className="more"><Button isSmall isBusy={isLoadingMore} onClick={loadMore}>Show more</Button></div>}
        </PageFrame>
    );
}
