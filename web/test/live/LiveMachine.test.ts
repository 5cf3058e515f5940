// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveAction, LiveMachine } from '../../src/live/LiveMachine';
import type { ClientMessage, ServerMessage } from '../../src/live/messages';

const event = (id: string, cursor: number): ServerMessage => ({
    kind: 'event', id, cursor, event: { cursor, at: '2026-01-01T00:00:00.000Z', type: 'run.started', subject: 'project/1', data: {} },
});
const hello = (cursor: number): ServerMessage => ({ kind: 'hello', cursor, server: 'test', version: '1' });
const sent = (actions: LiveAction[]): ClientMessage[] => actions.flatMap((each) => each.do === 'send' ? [each.message] : []);
const delivered = (actions: LiveAction[]) => actions.flatMap((each) => each.do === 'deliver' ? [each.message] : []);
const isConnecting = (actions: LiveAction[]): boolean => actions.some((each) => each.do === 'connect');
const pauses = (actions: LiveAction[]) =>
    actions.flatMap((each) => each.do === 'wait' && each.timer === 'reconnect' ? [each.milliseconds] : []);

function greeted(cursor = 10): LiveMachine {
    const machine = new LiveMachine(() => 1);
    machine.start();
    machine.subscribe('a', { topic: 'events' });
    machine.received(hello(cursor));
    return machine;
}

test('subscriptions wait for the greeting and then begin where the log stands', () => {
    const machine = new LiveMachine(() => 0);
    assert.ok(isConnecting(machine.start()));
    assert.deepEqual(machine.subscribe('a', { topic: 'events' }), []);
    assert.equal(machine.state, 'connecting');
    assert.deepEqual(sent(machine.received(hello(7))), [{ op: 'subscribe', id: 'a', topic: 'events', after: 7 }]);
    assert.equal(machine.state, 'open');
});

test('who follows events loads anew what it had before they began, once', () => {
    const machine = new LiveMachine(() => 0);
    machine.start();
    machine.subscribe('a', { topic: 'events' });
    machine.subscribe('r', { topic: 'run', run: '1' });
    const actions = machine.received(hello(7));
    assert.deepEqual(actions.filter((each) => each.do === 'deliver'), [{ do: 'deliver', id: 'a', message: { kind: 'restart' } }]);
    machine.closed(1006);
    machine.fired('reconnect');
    assert.deepEqual(delivered(machine.received(hello(9))), []);
});

test('a reader gets everything once and in order over a broken connection', () => {
    const machine = greeted();
    assert.equal(delivered(machine.received(event('a', 11))).length, 1);
    machine.received(event('a', 12));
    machine.closed(1006);
    assert.equal(machine.state, 'reconnecting');
    assert.ok(isConnecting(machine.fired('reconnect')));
    assert.deepEqual(sent(machine.received(hello(40))), [{ op: 'subscribe', id: 'a', topic: 'events', after: 12 }]);
    assert.equal(delivered(machine.received(event('a', 12))).length, 0);
    assert.equal(delivered(machine.received(event('a', 13))).length, 1);
});

test('nothing that happens before the first event is lost when the connection breaks early', () => {
    const machine = greeted(10);
    machine.closed(1006);
    machine.fired('reconnect');
    assert.deepEqual(sent(machine.received(hello(15))), [{ op: 'subscribe', id: 'a', topic: 'events', after: 10 }]);
});

test('a place that the server moves on is where it is resumed', () => {
    const machine = greeted(10);
    machine.received({ kind: 'cursor', id: 'a', cursor: 90 });
    machine.closed(1006);
    machine.fired('reconnect');
    assert.deepEqual(sent(machine.received(hello(95))), [{ op: 'subscribe', id: 'a', topic: 'events', after: 90 }]);
});

test('a log is resumed by its place, without asking for its last lines again', () => {
    const machine = greeted();
    const topic = { topic: 'logs', project: 'shop', profile: 'production', tail: 200 } as const;
    assert.deepEqual(sent(machine.subscribe('l', topic)), [{ op: 'subscribe', id: 'l', ...topic }]);
    machine.received({ kind: 'line', id: 'l', place: '7-120', line: { text: 'x', stream: 'stdout', release: 7 } });
    machine.closed(1006);
    machine.fired('reconnect');
    assert.deepEqual(sent(machine.received(hello(10)))[1],
        { op: 'subscribe', id: 'l', topic: 'logs', project: 'shop', profile: 'production', after: '7-120' });
});

test('what has ended is not asked for again', () => {
    const machine = greeted();
    machine.subscribe('r', { topic: 'run', run: '1' });
    assert.equal(delivered(machine.received({ kind: 'end', id: 'r' })).length, 1);
    machine.closed(1006);
    machine.fired('reconnect');
    assert.deepEqual(sent(machine.received(hello(10))).map((message) => 'id' in message && message.id), ['a']);
    assert.deepEqual(machine.unsubscribe('r'), []);
});

test('nobody hears of a subscription that was given up', () => {
    const machine = greeted();
    assert.deepEqual(sent(machine.unsubscribe('a')), [{ op: 'unsubscribe', id: 'a' }]);
    assert.deepEqual(delivered(machine.received(event('a', 11))), []);
});

test('pauses grow up to half a minute and begin anew once the server has greeted', () => {
    const machine = greeted();
    const found: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
        found.push(...pauses(machine.closed(1006)));
        machine.fired('reconnect');
    }
    assert.deepEqual(found, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
    machine.received(hello(10));
    assert.deepEqual(pauses(machine.closed(1006)), [500]);
});

test('pages that lost the same server come back at different moments', () => {
    const pause = (random: number) => {
        const machine = new LiveMachine(() => random);
        machine.start();
        machine.received(hello(1));
        return pauses(machine.closed(1006))[0];
    };
    assert.equal(pause(0), 250);
    assert.equal(pause(0.5), 375);
});

test('a session that ended is not tried again until somebody signs in', () => {
    const machine = greeted();
    assert.deepEqual(machine.closed(4401), []);
    assert.equal(machine.state, 'signed_out');
    assert.deepEqual(machine.fired('reconnect'), []);
    assert.deepEqual(machine.hurry(), []);
    assert.ok(isConnecting(machine.start()));
});

test('who was too slow comes back at once and resumes', () => {
    const machine = greeted();
    machine.received(event('a', 11));
    assert.deepEqual(pauses(machine.closed(4408)), [250]);
    machine.fired('reconnect');
    assert.deepEqual(sent(machine.received(hello(99))), [{ op: 'subscribe', id: 'a', topic: 'events', after: 11 }]);
});

test('a server that has gone silent is asked, and given up when it says nothing', () => {
    const machine = greeted();
    assert.deepEqual(sent(machine.fired('heartbeat')), [{ op: 'ping' }]);
    const actions = machine.fired('heartbeat');
    assert.equal(actions[0]?.do, 'disconnect');
    assert.equal(pauses(actions).length, 1);
    assert.equal(machine.state, 'reconnecting');
});

test('any message is a sign of life', () => {
    const machine = greeted();
    machine.fired('heartbeat');
    machine.received({ kind: 'pong' });
    assert.deepEqual(sent(machine.fired('heartbeat')), [{ op: 'ping' }]);
});

test('a place that is no longer kept is told to the reader once a new greeting says where to go on', () => {
    const machine = greeted();
    machine.received(event('a', 11));
    const refused = machine.received({
        kind: 'error', id: 'a', problem: { status: 409, code: 'cursor_expired', detail: 'gone' },
    });
    // What it would load now could be older than the greeting: what happens between the two would be missing.
    assert.deepEqual(delivered(refused), []);
    assert.deepEqual(refused.map((each) => each.do).slice(0, 2), ['disconnect', 'connect']);
    machine.closed(1006);
    machine.fired('reconnect');
    const actions = machine.received(hello(500));
    assert.deepEqual(delivered(actions), [{ kind: 'restart' }]);
    assert.deepEqual(sent(actions), [{ op: 'subscribe', id: 'a', topic: 'events', after: 500 }]);
    machine.closed(1006);
    machine.fired('reconnect');
    assert.deepEqual(delivered(machine.received(hello(501))), []);
});

test('a log that went back is followed from where it is', () => {
    const machine = greeted();
    machine.received(event('a', 11));
    machine.received({ kind: 'error', id: 'a', problem: { status: 409, code: 'cursor_expired', detail: 'ahead' } });
    machine.received(hello(5));
    assert.equal(delivered(machine.received(event('a', 6))).length, 1);
});

test('a refusal is told once and ends the subscription', () => {
    const machine = greeted();
    machine.subscribe('r', { topic: 'run', run: '1' });
    const problem = { status: 404, code: 'run_not_found', detail: 'there is no such run' };
    assert.deepEqual(delivered(machine.received({ kind: 'error', id: 'r', problem })), [{ kind: 'error', id: 'r', problem }]);
    machine.closed(1006);
    machine.fired('reconnect');
    assert.equal(sent(machine.received(hello(10))).length, 1);
});

test('the network coming back ends the pause', () => {
    const machine = greeted();
    machine.closed(1006);
    assert.ok(isConnecting(machine.hurry()));
    assert.deepEqual(machine.hurry(), []);
});

test('a server that lets in and never greets is given up', () => {
    const machine = new LiveMachine(() => 1);
    assert.ok(machine.start().some((each) => each.do === 'wait' && each.timer === 'heartbeat'));
    const actions = machine.fired('heartbeat');
    assert.equal(actions[0]?.do, 'disconnect');
    assert.deepEqual(pauses(actions), [500]);
    assert.ok(isConnecting(machine.fired('reconnect')));
});

test('a page that is looked at again asks at once whether its connection still is one', () => {
    const machine = greeted();
    assert.deepEqual(sent(machine.hurry()), [{ op: 'ping' }]);
    assert.deepEqual(machine.hurry(), []);
    machine.received({ kind: 'pong' });
    assert.equal(machine.state, 'open');
    machine.hurry();
    assert.equal(machine.fired('heartbeat')[0]?.do, 'disconnect');
    assert.equal(machine.state, 'reconnecting');
});
