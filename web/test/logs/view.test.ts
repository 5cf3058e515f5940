// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plain } from '../../src/logs/ansi/textStyle';
import { cut, Intake } from '../../src/logs/lines/intake';
import { LineStore } from '../../src/logs/lines/lineStore';
import { everything } from '../../src/logs/lines/rows';
import type { SearchWorker } from '../../src/logs/search/logSearch';
import { type FromWorker, serve } from '../../src/logs/search/searchWorker';
import { highlighted, shortened } from '../../src/logs/view/highlight';
import { linesHash, parseLines } from '../../src/logs/view/lineLink';
import { LogModel } from '../../src/logs/view/logModel';
import { spanLook } from '../../src/logs/view/spanLook';

describe('what is found in coloured text', () => {
    const bold = { bold: true };
    const spans = [{ text: 'abc', style: plain }, { text: 'def', style: bold }, { text: 'ghi', style: plain }];

    test('is marked over the ends of spans', () => {
        assert.deepEqual(highlighted(spans, [[1, 2], [2, 7]], [2, 7]), [
            { text: 'a', style: plain }, { text: 'b', style: plain, found: 'found' },
            { text: 'c', style: plain, found: 'current' }, { text: 'def', style: bold, found: 'current' },
            { text: 'g', style: plain, found: 'current' }, { text: 'hi', style: plain },
        ]);
    });

    test('leaves the text as it was, wherever the places are', () => {
        for (let from = 0; from < 9; from += 1) {
            for (let to = from + 1; to <= 12; to += 1) {
                assert.equal(highlighted(spans, [[from, to]]).map(({ text }) => text).join(''), 'abcdefghi', `${from}-${to}`);
            }
        }
    });

    test('a long line is cut, and says how much is left', () => {
        const { spans: kept, left } = shortened(spans, 4);
        assert.deepEqual(kept.map(({ text }) => text), ['abc', 'd']);
        assert.equal(left, 5);
        assert.equal(shortened(spans, 9).left, 0);
    });
});

describe('how a span is drawn', () => {
    test('colours of the terminal are classes, for the theme decides them', () => {
        assert.deepEqual(spanLook({ foreground: { named: 1 }, bold: true }), { className: 'ansi-bold ansi-front-1', style: undefined });
        assert.deepEqual(spanLook(plain), { className: undefined, style: undefined });
    });

    test('on a named colour stands the theme\'s own ground, which can be read on it', () => {
        assert.equal(spanLook({ foreground: { named: 0 }, background: { named: 3 } }).className, 'ansi-front-ground ansi-back-3');
        assert.equal(spanLook({ inverse: true }).className, 'ansi-back-ink ansi-front-ground');
    });

    test('a ground of any colour has text that can be read on it', () => {
        assert.deepEqual(spanLook({ background: { rgb: 0xffff00 } }).style, { background: '#ffff00', color: '#000000' });
        assert.deepEqual(spanLook({ background: { rgb: 0x000080 } }).style, { background: '#000080', color: '#ffffff' });
    });
});

describe('a link to lines', () => {
    test('is read and written', () => {
        assert.deepEqual(parseLines('#L12'), { from: 12, to: 12 });
        assert.deepEqual(parseLines('#L18-L12'), { from: 12, to: 18 });
        for (const other of ['', '#', '#L0', '#L', '#L1-', '#L1x', '#token=L1', '#L9999999999']) assert.equal(parseLines(other), undefined);
        for (const hash of ['#L1', '#L3-L7']) assert.equal(linesHash(parseLines(hash)!), hash);
    });
});

describe('what arrives', () => {
    test('is cut after lines, with the offsets of its parts', () => {
        const text = `${'zwölf Zeichen\n'.repeat(8000)}${'x'.repeat(70_000)}😀${'y'.repeat(40_000)}`;
        const parts = cut({ step: 'a', stream: 'stdout', offset: 10, text });
        assert.equal(parts.map((part) => part.text).join(''), text);
        let offset = 10;
        for (const part of parts) {
            assert.equal(part.offset, offset);
            assert.ok(part.text.length <= 32_768);
            offset += new TextEncoder().encode(part.text).length;
        }
        assert.equal(offset, 10 + new TextEncoder().encode(text).length);
    });

    test('is taken in order, a slice at a time', () => {
        const work: ((milliseconds: number) => void)[] = [];
        const seen: number[] = [];
        let goes = 0;
        let time = 0;
        const intake = new Intake<number>((item) => seen.push(item), () => (goes += 1), (next) => work.push(next), () => (time += 3));
        for (let item = 0; item < 10; item += 1) intake.push(item);
        assert.equal(work.length, 1);
        while (work.length > 0) work.shift()!(8);
        assert.deepEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert.ok(goes > 2);
        intake.push(10);
        intake.close();
        while (work.length > 0) work.shift()!(8);
        assert.equal(seen.length, 10);
    });
});

describe('what somebody looks at of a log', () => {
    const origin = { stream: 'stdout', part: '', at: 0 };
    const local = (): SearchWorker => {
        const worker: SearchWorker = { postMessage: (message) => receive(message), terminate: () => {}, onmessage: null };
        const receive = serve((data) => worker.onmessage?.({ data } as MessageEvent<FromWorker>), () => performance.now());
        return worker;
    };
    const filled = (isFollowing = false): LogModel => {
        const store = new LineStore();
        for (let line = 0; line < 1000; line += 1) store.append(line % 100 === 50 ? `ERROR needle ${line}` : `INFO ${line}`, origin);
        const model = new LogModel(store, isFollowing, false, () => Promise.resolve(local));
        model.viewport.resized(200);
        return model;
    };
    const until = async (holds: () => boolean): Promise<void> => {
        while (!holds()) await new Promise<void>((resolve) => setTimeout(resolve, 1));
    };

    test('a line of a link is shown, also when it comes later', () => {
        const model = filled(true);
        model.show(2);
        assert.ok(model.viewport.window.from <= 2);
        model.show(1200);
        for (let line = 1000; line < 1300; line += 1) model.store.append('later', origin);
        model.update();
        assert.ok(model.viewport.window.from <= 1200 && model.viewport.window.to > 1200);
        assert.equal(model.viewport.isFollowing, false);
    });

    test('a filter keeps the place', () => {
        const model = filled();
        model.show(555);
        model.setFilter({ ...everything, levels: new Set(['error']) });
        assert.equal(model.rows.count, 10);
        model.setFilter(everything);
        assert.equal(model.rows.count, 1000);
    });

    test('the search goes from where one is, around the ends, and over what is filtered out', async () => {
        const model = filled();
        model.show(500);
        model.look({ text: 'needle', isRegex: false, matchesCase: false });
        await until(() => model.current !== undefined);
        assert.equal(model.search!.match(model.current!).line, 550);
        model.step(-1);
        assert.equal(model.search!.match(model.current!).line, 450);
        for (let step = 0; step < 5; step += 1) model.step(-1);
        assert.equal(model.search!.match(model.current!).line, 950);
        assert.deepEqual(model.found(950)?.current, [6, 12]);
        assert.equal(model.found(951), undefined);
        model.setFilter({ ...everything, levels: new Set(['info']) });
        model.step(1);
        assert.equal(model.rows.count, 990);
        model.close();
    });

    test('a file has the lines that are shown, without colours', async () => {
        const store = new LineStore();
        store.append('\u001b[31mERROR\u001b[0m a', origin);
        store.append('INFO b', origin);
        const model = new LogModel(store, false, false, () => Promise.resolve(local));
        assert.equal(await model.text().text(), 'ERROR a\nINFO b\n');
        model.setFilter({ ...everything, levels: new Set(['info']) });
        assert.equal(await model.text().text(), 'INFO b\n');
    });
});
