// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyFeed, type Feed, happened, isTooLong, loaded, nextPage, restarted, shown } from '../../src/activity/feed';
import type { Event } from '../../src/api';

const event = (cursor: number, subject = 'project/1'): Event =>
    ({ cursor, at: '2026-01-01T00:00:00.000Z', type: 'run.started', subject, data: {} });
const page = (from: number, to: number): Event[] => {
    const events = [];
    for (let cursor = from; cursor >= to; cursor--) events.push(event(cursor));
    return events;
};
const cursors = (feed: Feed) => shown(feed)?.map(({ cursor }) => cursor);

test('what comes before the first page is shown with it, once', () => {
    let feed = happened(happened(emptyFeed, event(9)), event(10));
    assert.equal(cursors(feed), undefined);
    feed = loaded(feed, undefined, page(9, 7), 'a');
    assert.deepEqual(cursors(feed), [10, 9, 8, 7]);
    feed = loaded(feed, nextPage(feed), page(7, 5), undefined);
    assert.deepEqual(cursors(feed), [10, 9, 8, 7, 6, 5]);
    assert.equal(nextPage(feed), undefined);
});

test('after a restart the newest page takes the place of what has a hole', () => {
    let feed = loaded(emptyFeed, undefined, page(5, 3), 'a');
    feed = restarted(happened(feed, event(6)));
    assert.deepEqual(cursors(feed), [6, 5, 4, 3]);
    // It comes before the page does, and is on it or not.
    feed = happened(happened(feed, event(41)), event(42));
    feed = loaded(feed, nextPage(feed), page(41, 39), 'b');
    assert.deepEqual(cursors(feed), [42, 41, 40, 39]);
    assert.equal(nextPage(feed), 'b');
    feed = loaded(feed, 'b', page(38, 37), 'c');
    assert.deepEqual(cursors(feed), [42, 41, 40, 39, 38, 37]);
});

test('a restart whose page could not be had asks for the newest again, not for older ones', () => {
    const feed = restarted(loaded(emptyFeed, undefined, page(5, 3), 'a'));
    assert.equal(nextPage(feed), undefined);
    assert.equal(nextPage(loaded(feed, undefined, page(9, 8), 'b')), 'b');
});

test('what a log that went back has lost is no longer shown, and what takes its place is', () => {
    let feed = happened(loaded(emptyFeed, undefined, page(5, 3), 'a'), event(6, 'project/lost'));
    feed = happened(restarted(feed), event(5, 'project/new'));
    feed = loaded(feed, undefined, page(4, 2), 'b');
    assert.deepEqual(cursors(feed), [5, 4, 3, 2]);
    assert.equal(shown(feed)?.[0]?.subject, 'project/new');
});

test('a restart before the first page changes nothing', () => {
    const feed = loaded(restarted(happened(emptyFeed, event(1))), undefined, page(3, 1), undefined);
    assert.deepEqual(cursors(feed), [3, 2, 1]);
});

test('a list that grows for weeks begins anew', () => {
    let feed = loaded(emptyFeed, undefined, page(5, 3), 'a');
    for (let cursor = 6; cursor < 1006; cursor++) feed = happened(feed, event(cursor));
    assert.ok(isTooLong(feed));
    assert.ok(!isTooLong(loaded(feed, undefined, page(1005, 806), 'b')));
});
