// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Level, levelOf } from '../../src/logs/lines/level';
import { LineStore } from '../../src/logs/lines/lineStore';
import { PieceReader } from '../../src/logs/lines/pieceReader';
import { everything, Rows, type LineFilter } from '../../src/logs/lines/rows';

const origin = { stream: 'stdout', part: '', at: 0 };

function filled(count: number, limits?: { lines: number; characters: number }): LineStore {
    const store = new LineStore(limits);
    for (let line = 0; line < count; line += 1) store.append(`line ${line}`, origin);
    return store;
}

describe('levels', () => {
    const examples: [string, Level][] = [
        ['2026-01-02 03:04:05 ERROR could not connect', Level.error],
        ['[warn] deprecated', Level.warning],
        ['{"level":"info","msg":"ready"}', Level.info],
        ['{"level":50,"msg":"broken"}', Level.error],
        ['time="…" level=debug msg=x', Level.debug],
        ['INFO:     Uvicorn running', Level.info],
        ['Traceback (most recent call last):', Level.error],
        ['ValueError: no', Level.error],
        ['npm ERR! code 1', Level.error],
        ['error[E0308]: mismatched types', Level.error],
        ['127.0.0.1 - - [02/Jan/2026] "GET / HTTP/1.1" 502 157', Level.error],
        ['127.0.0.1 - - [02/Jan/2026] "GET / HTTP/1.1" 404 -', Level.warning],
        ['the information about errors is in the log', Level.unknown],
        ['Compiled 12 files', Level.unknown],
        ['', Level.unknown],
    ];
    for (const [text, level] of examples) test(`of "${text}"`, () => assert.equal(levelOf(text), level));
});

describe('the store of lines', () => {
    test('gives back each of 100,000 lines', () => {
        const store = filled(100_000);
        for (const line of [0, 1023, 1024, 55_555, 99_999]) assert.equal(store.text(line), `line ${line}`);
        assert.equal(store.end, 100_000);
    });

    test('keeps the numbers of lines when older ones are dropped', () => {
        const store = filled(10_000, { lines: 4096, characters: 1e9 });
        assert.ok(store.first > 0 && store.end - store.first <= 4096 + 1024);
        assert.equal(store.text(9999), 'line 9999');
        assert.throws(() => store.text(0), /not kept/);
    });

    test('drops by size too', () => {
        const store = new LineStore({ lines: 1e6, characters: 3_000_000 });
        for (let line = 0; line < 8192; line += 1) store.append('x'.repeat(1000), origin);
        assert.ok(store.end - store.first <= 5000, String(store.end - store.first));
    });

    test('a stack trace has the level of what it belongs to', () => {
        const store = new LineStore();
        for (const text of ['ERROR broken', '    at main (app.js:1)', 'INFO fine', '  indented']) store.append(text, origin);
        assert.deepEqual([0, 1, 2, 3].map((line) => store.level(line)), [4, 4, 2, 2]);
    });

    test('colours go on in the next line of the same part only', () => {
        const store = new LineStore();
        store.append('\u001b[31mred', { ...origin, part: 'web.1' });
        store.append('other', { ...origin, part: 'web.2' });
        store.append('still red', { ...origin, part: 'web.1' });
        assert.deepEqual(store.line(1).style, {});
        assert.deepEqual(store.line(2).style, { foreground: { named: 1 } });
    });

    test('an endless line without a line feed costs no more than its bound', () => {
        const store = new LineStore();
        store.append('', origin, true);
        for (let round = 0; round < 2000; round += 1) store.extendLast(`\rprogress ${round} ${'#'.repeat(100)}`, true);
        assert.equal(store.end, 1);
        assert.equal(store.text(0).slice(0, 13), 'progress 1999');
        for (let round = 0; round < 2000; round += 1) store.extendLast('y'.repeat(100), true);
        assert.ok(store.end > 1 && store.end < 20, String(store.end));
    });
});

describe('pieces of a run', () => {
    const take = (pieces: [step: string, stream: string, text: string][]): LineStore => {
        const store = new LineStore();
        const reader = new PieceReader(store);
        let offset = 0;
        for (const [step, stream, text] of pieces) {
            reader.take({ step, stream, offset, text });
            offset += new TextEncoder().encode(text).length;
        }
        return store;
    };
    const lines = (store: LineStore): string[] => Array.from({ length: store.end }, (_, line) => store.text(line));

    test('become lines wherever they are cut', () => {
        const text = 'one\ntwo – zwölf\r\n\nthree\nfour';
        for (let size = 1; size < text.length; size += 1) {
            const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
            const store = take(pieces.map((piece) => ['build', 'stdout', piece]));
            assert.deepEqual(lines(store), ['one', 'two – zwölf', '', 'three', 'four'], `cut at ${size}`);
            assert.equal(store.settled, 4);
        }
    });

    test('another step or stream ends a line', () => {
        const store = take([['a', 'stdout', 'half'], ['b', 'stdout', 'whole\n'], ['b', 'stderr', 'bad\n']]);
        assert.deepEqual(lines(store), ['half', 'whole', 'bad']);
        assert.equal(store.part(0), 'a');
        assert.equal(store.stream(2), 'stderr');
        assert.deepEqual(store.parts, ['a', 'b']);
    });

    test('that came before are left out', () => {
        const store = new LineStore();
        const reader = new PieceReader(store);
        const first = { step: 'a', stream: 'stdout', offset: 0, text: 'zwölf\n' };
        reader.take(first);
        reader.take(first);
        reader.take({ ...first, offset: 7, text: 'next\n' });
        assert.deepEqual(lines(store), ['zwölf', 'next']);
    });
});

describe('filtered rows', () => {
    const store = new LineStore({ lines: 2048, characters: 1e9 });
    for (let line = 0; line < 1000; line += 1) {
        store.append(line % 10 === 0 ? `ERROR ${line}` : `INFO ${line}`, { ...origin, part: line < 500 ? 'a' : 'b' });
    }
    const errors: LineFilter = { ...everything, levels: new Set(['error']) };

    test('are those of the levels and parts, and all without a filter', () => {
        assert.equal(new Rows(store, everything).count, 1000);
        const rows = new Rows(store, { ...errors, parts: new Set(['b']) });
        assert.equal(rows.count, 50);
        assert.equal(rows.line(0), 500);
        assert.equal(rows.row(505), 1);
        assert.equal(rows.row(510), 1);
    });

    test('follow what is added and what is dropped', () => {
        const rows = new Rows(store, errors);
        assert.equal(rows.count, 100);
        for (let line = 1000; line < 5000; line += 1) store.append(line % 10 === 0 ? 'ERROR' : 'INFO', origin);
        const dropped = rows.update();
        assert.ok(dropped > 0);
        assert.ok(rows.line(0) >= store.first);
        assert.equal(rows.line(rows.count - 1), 4990);
    });
});
