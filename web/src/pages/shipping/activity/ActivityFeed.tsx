// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { isDetail, sentence } from '../../../activity/sentence';
import { api, type Event } from '../../../api';
import { Link } from '../../../app/router/Link';
import { Button, dayOf, Dot, EmptyState, ProblemNotice, Skeleton, Time } from '../../../kit';
import { useEventFeed } from './useEventFeed';
import { useResource } from '../../../live/useResource';
import type { ProjectNames } from '../../../runs/description';

/** Events as sentences. `isEndless` loads older ones when somebody comes to the end. */
export function ActivityFeed({ subject = '', type = '', showsDetails = false, names, isEndless = false, most }: {
    subject?: string; type?: string; showsDetails?: boolean; names: ProjectNames; isEndless?: boolean;
    /** So many sentences at most. */
    most?: number;
}) {
    const feed = useEventFeed(subject, type);
    const kinds = useRunKinds(feed.events);
    const shown = (feed.events ?? []).filter((event) => event.type !== 'run.log' && (showsDetails || !isDetail(event)))
        .slice(0, most);
    const end = useEnd(isEndless && feed.hasMore && !feed.isLoading && !feed.error, feed.loadMore);
    if (!feed.events) {
        return feed.error ? <ProblemNotice error={feed.error} onRetry={feed.loadMore} /> : <Skeleton lines={8} />;
    }
    return (
        <>
            {feed.error && <ProblemNotice error={feed.error} onRetry={feed.loadMore} />}
            {shown.length === 0 && !feed.hasMore && (
                <EmptyState icon="activity" title="Nothing happened yet" command="dextra deploy">
                    Deployments, releases, restarts and changed settings appear here as they happen.
                </EmptyState>
            )}
            <ol className="feed" aria-label="Events">
                {shown.map((event, index) => {
                    const day = dayOf(Date.parse(event.at));
                    const isNewDay = isEndless && (index === 0 || dayOf(Date.parse(shown[index - 1]!.at)) !== day);
                    return (
                        <li key={event.cursor}>
                            {isNewDay && <h2 className="feed-day">{day}</h2>}
                            <FeedRow event={event} names={names} kinds={kinds} showsProject={!subject} />
                        </li>
                    );
                })}
            </ol>
            {isEndless && feed.hasMore && (
                <div ref={end} className="more">
                    <Button isSmall isBusy={feed.isLoading} onClick={feed.loadMore}>Older events</Button>
                </div>
            )}
        </>
    );
}

function FeedRow({ event, names, kinds: runKinds, showsProject }: {
    event: Event; names: ProjectNames; kinds: ReadonlyMap<string, string>; showsProject: boolean;
}) {
    const { text, tone, detail } = sentence(event, runKinds);
    const project = names.get(event.subject.replace(/^project\//, ''));
    return (
        <div className="feed-row">
            <Dot tone={tone} />
            <div className="grow">
                {showsProject && project !== undefined && (
                    <Link to={`/projects/${project}`} className="feed-project">{project}</Link>
                )}
                {event.run_id
                    ? <Link to={`/runs/${event.run_id}`} className="feed-text">{text}</Link>
                    : <span>{text}</span>}
                {detail && <p className="feed-detail">{detail}</p>}
            </div>
            <span className="tiny faint"><Time at={event.at} /></span>
        </div>
    );
}

/** What the runs of some events do: of most the events say it, of the others the newest runs. */
function useRunKinds(events: readonly Event[] | undefined): ReadonlyMap<string, string> {
    const { data } = useResource('runs?kinds', (signal) => api.listRuns({ query: { limit: 50 }, signal }));
    return useMemo(() => {
        const found = new Map(data?.items.map((run) => [run.id, run.kind]));
        for (const { type, run_id, data: fields } of events ?? []) {
            const kind = (fields as { kind?: unknown } | null)?.kind;
            if (type === 'run.created' && run_id && typeof kind === 'string') found.set(run_id, kind);
        }
        return found;
    }, [data, events]);
}

/** Calls `reached` when the element comes into sight. */
function useEnd(isWanted: boolean, reached: () => void): RefObject<HTMLDivElement> {
    const element = useRef<HTMLDivElement>(null);
    const latest = useRef(reached);
    latest.current = reached;
    useEffect(() => {
        if (!isWanted || !element.current) return undefined;
        const observer = new IntersectionObserver((entries) => {
            if (entries.some((entry) => entry.isIntersecting)) latest.current();
        }, { rootMargin: '400px' });
        observer.observe(element.current);
        return () => observer.disconnect();
    }, [isWanted]);
    return element;
}
