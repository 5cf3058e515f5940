// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { durationBins, median } from '../../src/charts/distribution';
import { countScale, totals } from '../../src/charts/outcomes';
import { tickLabel, tickValues, timeline, type TimedRun } from '../../src/charts/timeline';
import { trend } from '../../src/charts/trend';

const start = Date.UTC(2026, 0, 2, 3, 0, 0);
const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

describe('the timeline of a run', () => {
    const run: TimedRun = {
        state: 'running', created_at: at(0), started_at: at(0.2),
        steps: [
            { name: 'source', state: 'succeeded', attempt: 1, started_at: at(0.2), finished_at: at(10.2) },
            { name: 'build', state: 'running', attempt: 1, started_at: at(10.2) },
            { name: 'start', state: 'pending', attempt: 0 },
        ],
    };

    test('lays the steps out one after another, the running one up to now', () => {
        const { rows, span, queued } = timeline(run, start + 20_200);
        assert.equal(span, 20_000);
        assert.equal(queued, undefined);
        assert.deepEqual(rows.map((row) => row.bar && [row.bar.left, row.bar.width, row.bar.duration]), [
            [0, 0.5, 10_000], [0.5, 0.5, 10_000], undefined,
        ]);
    });

    test('shows the time that the run waited for its turn', () => {
        const late = timeline({ ...run, started_at: at(5), steps: [] }, start + 10_000);
        assert.deepEqual(late.queued, { left: 0, width: 0.5, duration: 5000 });
        const waiting = timeline({ ...run, state: 'pending', started_at: undefined, steps: [] }, start + 4000);
        assert.equal(waiting.queued?.width, 1);
    });

    test('a step about which somebody is asked, or that will be tried again, waits', () => {
        const asked = timeline({ ...run, state: 'waiting' }, start + 20_000);
        assert.deepEqual(asked.rows.map((row) => row.state), ['succeeded', 'waiting', 'pending']);
        const again = [{ ...run.steps[1]!, state: 'pending', finished_at: at(12) }];
        assert.equal(timeline({ ...run, state: 'waiting', steps: again }, start + 20_000).rows[0]!.state, 'waiting');
    });

    test('no bar leaves the picture, whatever the clocks say', () => {
        for (const now of [start - 60_000, start, start + 1e9]) {
            for (const { bar } of timeline({ ...run, finished_at: at(3) }, now).rows) {
                if (bar) assert.ok(bar.left >= 0 && bar.width > 0 && bar.left + bar.width <= 1.000001);
            }
        }
    });

    test('ticks are told apart', () => {
        assert.deepEqual([15_000, 60_000, 75_000, 3_600_000, 5_400_000].map(tickLabel), ['15 s', '1 min', '1:15 min', '1 h', '1:30 h']);
    });

    test('ticks are round and few', () => {
        assert.deepEqual(tickValues(4500), [1000, 2000, 3000, 4000]);
        assert.deepEqual(tickValues(180_000), [30_000, 60_000, 90_000, 120_000, 150_000]);
        for (const span of [1000, 59_000, 3_600_000, 90_000_000, 3e9]) assert.ok(tickValues(span).length <= 12);
    });
});

describe('figures', () => {
    test('days add up', () => {
        const day = (succeeded: number, failed: number) => ({ date: '', succeeded, failed });
        assert.deepEqual(totals([day(1, 2), day(3, 4)]), { succeeded: 4, failed: 6 });
        assert.deepEqual(totals([]), { succeeded: 0, failed: 0 });
    });

    test('what is better depends on what is measured', () => {
        const [success, failures] = [{ isShare: true, isMoreBetter: true }, { isShare: true, isMoreBetter: false }];
        assert.equal(trend(0.9, 0.8, success), 'better');
        assert.equal(trend(0.7, 0.8, success), 'worse');
        assert.equal(trend(0.7, 0.8, failures), 'better');
        assert.equal(trend(0.8, 0.8, success), 'same');
        assert.equal(trend(undefined, 0.8, success), undefined);
        assert.equal(trend(0.8, undefined, success), undefined);
    });

    test('times differ by more than chance', () => {
        const time = { isShare: false, isMoreBetter: false };
        assert.equal(trend(102, 100, time), 'same');
        assert.equal(trend(90, 100, time), 'better');
        assert.equal(trend(1, 0, time), 'worse');
        assert.equal(trend(0, 0, time), 'same');
    });

    test('durations fall into five bins or more that grow', () => {
        const bins = durationBins([20_000, 20_000, 90_000]);
        assert.deepEqual(bins.map((bin) => bin.count), [0, 2, 0, 1, 0]);
        assert.equal(bins[1]!.from, 15_000);
        assert.deepEqual(durationBins([]), []);
        assert.deepEqual(durationBins([1e12]).map((bin) => bin.count), [0, 0, 0, 0, 1]);
        assert.equal(durationBins([1000, 1e12]).length, 8);
    });

    test('the median is the middle', () => {
        assert.equal(median([3, 1, 2]), 2);
        assert.equal(median([4, 1, 2, 3]), 2.5);
        assert.equal(median([]), undefined);
    });

    test('counts have whole ticks', () => {
        for (const most of [0, 1, 2, 3, 7, 1234]) {
            const { ticks, scale } = countScale(most, [100, 0]);
            assert.ok(ticks.length >= 2 && ticks.every(Number.isInteger));
            assert.ok(scale(most) >= 0);
        }
    });
});
