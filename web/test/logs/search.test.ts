// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LineStore } from '../../src/logs/lines/lineStore';
import { LogSearch, type SearchWorker } from '../../src/logs/search/logSearch';
import { compiled, rangesIn } from '../../src/logs/search/query';
import { SearchEngine } from '../../src/logs/search/searchEngine';
import { type FromWorker, serve } from '../../src/logs/search/searchWorker';

const origin = { stream: 'stdout', part: '', at: 0 };
const words = (text: string) => ({ text, isRegex: false, matchesCase: false });

function ranges(text: string, query: Parameters<typeof compiled>[0]): unknown {
    const expression = compiled(query);
    assert.ok(expression instanceof RegExp);
    return rangesIn(text, expression);
}

describe('a query', () => {
    test('is plain text unless it is said to be an expression', () => {
        assert.deepEqual(ranges('a.b axb A.B', words('a.b')), [[0, 3], [8, 11]]);
        assert.deepEqual(ranges('a.b axb A.B', { ...words('a.b'), matchesCase: true }), [[0, 3]]);
        assert.deepEqual(ranges('a.b axb', { ...words('a.b'), isRegex: true }), [[0, 3], [4, 7]]);
        assert.deepEqual(ranges('/a-b/(c)[d]{e}^$|\\', words('/a-b/(c)[d]{e}^$|\\')), [[0, 18]]);
    });

    test('that is no expression has words for it', () => {
        const found = compiled({ ...words('(unclosed'), isRegex: true });
        assert.ok(!(found instanceof RegExp) && found.problem.includes('Invalid regular expression'));
    });

    test('that matches nothing at all ends', () => {
        assert.deepEqual(ranges('aaa', { ...words('x*'), isRegex: true }), []);
        assert.deepEqual(ranges('baab', { ...words('a*'), isRegex: true }), [[1, 3]]);
    });
});

describe('the engine', () => {
    test('stops when its time is up and goes on where it was', () => {
        const engine = new SearchEngine();
        engine.add(0, Array.from({ length: 5000 }, (_, line) => (line % 100 === 0 ? 'needle' : 'hay')));
        engine.begin(words('needle'));
        let time = 0;
        let slices = 0;
        const lines: number[] = [];
        while (!engine.isDone) {
            const found = engine.slice(3, () => (time += 1));
            for (let at = 0; at < found.length; at += 3) lines.push(found[at]!);
            slices += 1;
        }
        assert.deepEqual(lines, Array.from({ length: 50 }, (_, place) => place * 100));
        assert.ok(slices > 10, String(slices));
    });
});

/** A worker in this thread. */
function local(): SearchWorker {
    const worker: SearchWorker = { postMessage: (message) => receive(message), terminate: () => {}, onmessage: null };
    const receive = serve((data) => worker.onmessage?.({ data } as MessageEvent<FromWorker>), () => performance.now());
    return worker;
}

/** Waits until a condition holds; the runner's own limit ends a test in which it never does. */
async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => setTimeout(resolve, 1));
}

describe('the search of a log', () => {
    test('finds what is there and what comes', async () => {
        const store = new LineStore();
        for (let line = 0; line < 12_000; line += 1) store.append(line % 1000 === 0 ? 'the needle' : 'hay', origin);
        const search = new LogSearch(store, local, () => {});
        search.begin(words('needle'));
        await until(() => !search.isSearching);
        assert.equal(search.count, 12);
        assert.deepEqual(search.match(1), { line: 1000, range: [4, 10] });
        assert.equal(search.firstFrom(1001), 2);
        assert.deepEqual(search.rangesIn(1000), [[4, 10]]);
        assert.deepEqual(search.rangesIn(1001), []);
        store.append('needle needle', origin);
        search.update();
        await until(() => search.count >= 14);
        assert.equal(search.count, 14);
        search.begin(words('hay'));
        await until(() => !search.isSearching);
        assert.equal(search.count, 11_988);
        search.close();
    });

    test('gets a long log a slice at a time, and is not done before all of it is searched', async () => {
        const store = new LineStore();
        for (let line = 0; line < 20_000; line += 1) store.append(line === 19_999 ? 'the needle' : 'hay', origin);
        let [time, sent] = [0, 0];
        const worker = local();
        const { postMessage } = worker;
        worker.postMessage = (message) => {
            if (message.kind === 'lines') sent += message.texts.length;
            postMessage(message);
        };
        const search = new LogSearch(store, () => worker, () => {}, 3000, () => (time += 3));
        search.begin(words('needle'));
        assert.ok(sent < 5000);
        await until(() => !search.isSearching);
        assert.equal(sent, 20_000);
        assert.equal(search.count, 1);
        search.close();
    });

    test('searches what is shown, not the colours', async () => {
        const store = new LineStore();
        store.append('a \u001b[31mred\u001b[0m line', origin);
        const search = new LogSearch(store, local, () => {});
        search.begin(words('a red line'));
        await until(() => !search.isSearching);
        assert.deepEqual(search.rangesIn(0), [[0, 10]]);
        search.close();
    });

    test('gives up a worker that says nothing, and the next query has another', async () => {
        const store = new LineStore();
        store.append('text', origin);
        let ended = 0;
        const silent = (): SearchWorker => ({ postMessage: () => {}, terminate: () => (ended += 1), onmessage: null });
        const workers = [silent(), local()];
        const search = new LogSearch(store, () => workers.shift()!, () => {}, 200);
        search.begin({ ...words('(a+)+$'), isRegex: true });
        await until(() => !search.isSearching);
        assert.equal(ended, 1);
        assert.ok(search.problem?.includes('too long'));
        search.begin(words('text'));
        await until(() => !search.isSearching);
        assert.equal(search.count, 1);
        assert.equal(search.problem, undefined);
        search.close();
    });
});
