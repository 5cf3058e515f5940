// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LineStore } from '../../src/logs/lines/lineStore';
import { everything, type LineFilter } from '../../src/logs/lines/rows';
import { LogModel } from '../../src/logs/view/logModel';

const origin = { stream: 'stdout', part: '', at: 0 };
const errors: LineFilter = { ...everything, levels: new Set(['error']) };

function begun(isFollowing: boolean, filter = everything): LogModel {
    const store = new LineStore({ lines: 4096, characters: 1e9 });
    const model = new LogModel(store, isFollowing, false, () => new Promise(() => {}));
    model.viewport.resized(200);
    model.setFilter(filter);
    return model;
}

function append({ store }: LogModel, count: number): void {
    for (let added = 0; added < count; added += 1) store.append(`ERROR ${store.end}`, origin);
}

/** The numbers of the lines that the page draws, as far as they are kept. */
function drawn(model: LogModel): number[] {
    const { from, to } = model.viewport.window;
    const numbers = Array.from({ length: to - from }, (_, at) => model.rows.line(from + at));
    return numbers.filter((number) => model.line(number) !== undefined);
}

for (const filter of [everything, errors]) {
    describe(`a log that drops its oldest lines, ${filter === everything ? 'whole' : 'filtered'}`, () => {
        test('is drawn as it was until the page takes up what came', () => {
            const model = begun(true, filter);
            for (let line = 0; line < 12_000; line += 1) {
                const before = drawn(model);
                append(model, 1);
                assert.deepEqual(drawn(model), before);
                model.catchUp();
                assert.equal(drawn(model).pop(), line);
            }
        });

        test('has nothing to draw of lines that are gone', () => {
            const model = begun(false, filter);
            append(model, 4000);
            model.update();
            append(model, 4000);
            assert.deepEqual(drawn(model), []);
            model.catchUp();
            assert.equal(drawn(model)[0], model.store.first);
        });

        test('is taken up without telling whoever draws it', () => {
            const model = begun(false, filter);
            let told = 0;
            model.watch(() => (told += 1));
            append(model, 10);
            model.catchUp();
            assert.equal(model.rows.count, 10);
            assert.equal(told, 0);
            model.update();
            assert.equal(told, 1);
        });

        test('goes into a file, and to a line, as it is now', async () => {
            const model = begun(false, filter);
            append(model, 4000);
            model.update();
            append(model, 4000);
            const lines = (await model.text().text()).split('\n');
            assert.equal(lines[0], `ERROR ${model.store.first}`);
            assert.deepEqual(lines.slice(-2), ['ERROR 7999', '']);
            append(model, 4000);
            model.show(11_000);
            assert.ok(drawn(model).includes(11_000));
        });
    });
}
