// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event, Run } from '../../src/api/shipping';
import { fits, ResourceStore, StoreClock } from '../../src/live/ResourceStore';
import { takeEnd } from '../../src/pages/shipping/run/takeEnd';

/** A clock that stands still until it is moved. */
class HandClock implements StoreClock {
    time = 1_000_000;
    private waiting = new Map<number, { at: number; work: () => void }>();
    private number = 0;

    now(): number {
        return this.time;
    }

    wait(milliseconds: number, work: () => void): number {
        this.waiting.set(++this.number, { at: this.time + milliseconds, work });
        return this.number;
    }

    cancel(timer: number | undefined): void {
        if (timer !== undefined) this.waiting.delete(timer);
    }

    move(milliseconds: number): void {
        this.time += milliseconds;
        for (const [timer, { at, work }] of [...this.waiting]) {
            if (at > this.time) continue;
            this.waiting.delete(timer);
            work();
        }
    }
}

const event = (type: string, subject = 'project/1'): Event => ({ cursor: 1, at: '2026-01-01T00:00:00.000Z', type, subject, data: {} });
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function counting() {
    const clock = new HandClock();
    const store = new ResourceStore(clock);
    let loads = 0;
    const read = (filters: { types?: string[]; subject?: string }[] = []) =>
        store.read('runs', async () => ++loads, filters, () => {});
    return { clock, store, read, loads: () => loads };
}

test('one reading serves all who want the same', async () => {
    const { store, read, loads } = counting();
    read();
    read();
    await settle();
    assert.equal(loads(), 1);
    assert.deepEqual(store.snapshot('runs'), { data: 1, error: undefined, isLoading: false });
});

test('an event that fits loads it anew, and what was there stays until then', async () => {
    const { clock, store, read, loads } = counting();
    read([{ types: ['run.'], subject: 'project/1' }]);
    await settle();
    store.happened(event('run.finished', 'project/2'));
    store.happened(event('release.activated'));
    clock.move(5000);
    await settle();
    assert.equal(loads(), 1);
    store.happened(event('run.finished'));
    assert.equal(store.snapshot('runs').data, 1);
    clock.move(5000);
    await settle();
    assert.equal(store.snapshot('runs').data, 2);
});

test('a storm of events is one reading', async () => {
    const { clock, store, read, loads } = counting();
    read([{ types: ['run.'] }]);
    await settle();
    for (let number = 0; number < 500; number++) store.happened(event('run.progress'));
    clock.move(400);
    await settle();
    assert.equal(loads(), 2);
});

test('what happens while it is loaded is not missed', async () => {
    const { clock, store, read, loads } = counting();
    read([{ types: ['run.'] }]);
    store.happened(event('run.finished'));
    await settle();
    clock.move(400);
    await settle();
    assert.equal(loads(), 2);
});

test('what nobody reads is loaded when it is next read', async () => {
    const { clock, store, read, loads } = counting();
    const end = read([{ types: ['run.'] }]);
    await settle();
    end();
    store.happened(event('run.finished'));
    clock.move(5000);
    await settle();
    assert.equal(loads(), 1);
    read();
    assert.equal(store.snapshot('runs').data, 1);
    await settle();
    assert.equal(store.snapshot('runs').data, 2);
});

test('a failed refresh keeps what was there and says why', async () => {
    const clock = new HandClock();
    const store = new ResourceStore(clock);
    let fails = false;
    store.read('x', async () => {
        if (fails) throw new Error('no');
        return 'good';
    }, [], () => {});
    await settle();
    fails = true;
    store.invalidate('x');
    clock.move(1000);
    await settle();
    assert.equal(store.snapshot('x').data, 'good');
    assert.equal(store.snapshot('x').error?.detail, 'no');
});

test('leaving a page cancels what it waited for', async () => {
    const store = new ResourceStore(new HandClock());
    let signal: AbortSignal | undefined;
    const end = store.read('x', (given) => {
        signal = given;
        return new Promise(() => {});
    }, [], () => {});
    end();
    assert.equal(signal?.aborted, true);
});

test('every part of a filter that is named has to fit', () => {
    assert.equal(fits(event('run.started'), {}), true);
    assert.equal(fits(event('run.started'), { types: ['release.', 'run.'] }), true);
    assert.equal(fits(event('run.started'), { types: ['release.'] }), false);
    assert.equal(fits({ ...event('run.started'), run_id: '7' }, { run: '7', subject: 'project/1' }), true);
    assert.equal(fits(event('run.started'), { run: '7' }), false);
});

/** A store whose one resource is answered by hand. */
function asked() {
    const clock = new HandClock();
    const store = new ResourceStore(clock);
    const answers: ((data: string) => void)[] = [];
    const end = store.read('run', () => new Promise((resolve) => answers.push(resolve)), [{ types: ['run.'] }], () => {});
    const data = () => store.snapshot<string>('run').data;
    return { clock, store, answers, end, data };
}

test('an answer that was asked for before a change does not take the place of the change', async () => {
    const { clock, store, answers, data } = asked();
    store.put('run', 'cancelling');
    answers[0]!('running');
    await settle();
    assert.equal(data(), 'cancelling');
    clock.move(400);
    answers[1]!('cancelled');
    await settle();
    assert.equal(data(), 'cancelled');
});

test('what is put in place before anybody reads it is shown, and loaded', async () => {
    const store = new ResourceStore(new HandClock());
    store.put('run', 'pending');
    assert.equal(store.snapshot('run').data, 'pending');
    store.read('run', async () => 'running', [], () => {});
    assert.equal(store.snapshot('run').data, 'pending');
    await settle();
    assert.equal(store.snapshot('run').data, 'running');
});

test('more of a list does not take the place of what happened meanwhile', async () => {
    const { clock, store, answers, data } = asked();
    answers[0]!('first page');
    await settle();
    let more: (data: string) => void = () => {};
    store.extend('run', () => new Promise<string>((resolve) => (more = resolve)));
    store.happened(event('run.finished'));
    more('two pages');
    await settle();
    assert.equal(data(), 'two pages');
    clock.move(400);
    answers[1]!('two new pages');
    await settle();
    assert.equal(data(), 'two new pages');
});

test('while it is loaded anew nobody asks for more of what was', () => {
    const { store } = asked();
    let isAsked = false;
    store.extend('run', async () => (isAsked = true));
    assert.equal(isAsked, false);
});

test('what failed is had again once there is a server', async () => {
    const { clock, store, read, loads } = counting();
    let isThere = false;
    store.read('x', async () => (isThere ? 'there' : Promise.reject(new Error('no server'))), [], () => {});
    read();
    await settle();
    isThere = true;
    store.recover();
    clock.move(400);
    await settle();
    assert.deepEqual(store.snapshot('x'), { data: 'there', error: undefined, isLoading: false });
    assert.equal(loads(), 1);
});

test('another person sees nothing of what was loaded for the one before', async () => {
    const { clock, store, read } = counting();
    read();
    await settle();
    store.put('kept', 'for the one before');
    store.clear();
    assert.equal(store.snapshot('runs').data, undefined);
    assert.equal(store.snapshot('kept').data, undefined);
    clock.move(400);
    await settle();
    assert.equal(store.snapshot('runs').data, 2);
});

test('the end of a run\'s log says how the run ended', () => {
    const store = new ResourceStore(new HandClock());
    store.put('runs/7', { id: '7', state: 'running' });
    takeEnd({ kind: 'end' }, store);
    assert.deepEqual(store.snapshot('runs/7').data, { id: '7', state: 'running' });
    takeEnd({ kind: 'end', run: { id: '7', state: 'succeeded' } as unknown as Run }, store);
    assert.deepEqual(store.snapshot('runs/7').data, { id: '7', state: 'succeeded' });
});
