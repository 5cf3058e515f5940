// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Intake } from '../../src/logs/lines/intake';

/** A browser of which a test says when it draws and when its timers are due. */
class Browser {
    hidden = false;
    private next = 1;
    private readonly frames = new Map<number, () => void>();
    private readonly timers = new Map<number, () => void>();
    readonly requestAnimationFrame = (work: () => void): number => this.add(this.frames, work);
    readonly cancelAnimationFrame = (frame: number): boolean => this.frames.delete(frame);
    readonly setTimeout = (work: () => void): number => this.add(this.timers, work);
    readonly clearTimeout = (timer: number): boolean => this.timers.delete(timer);

    draw(): void {
        if (!this.hidden) this.run(this.frames);
    }

    wake(): void {
        this.run(this.timers);
    }

    private add(list: Map<number, () => void>, work: () => void): number {
        list.set(this.next, work);
        return this.next++;
    }

    private run(list: Map<number, () => void>): void {
        const due = [...list.values()];
        list.clear();
        for (const work of due) work();
    }
}

describe('what arrives in a browser', () => {
    function begun(now = (): number => 0) {
        const browser = new Browser();
        Object.assign(globalThis, { window: browser, document: browser });
        const seen: number[] = [];
        let goes = 0;
        const intake = new Intake<number>((item) => seen.push(item), () => (goes += 1), undefined, now);
        return { browser, intake, seen, goes: () => goes };
    }

    test('is taken in the next frame, and once', () => {
        const { browser, intake, seen, goes } = begun();
        intake.push(1);
        browser.draw();
        browser.wake();
        assert.deepEqual(seen, [1]);
        assert.equal(goes(), 1);
    });

    test('is taken when the page is hidden before the frame came', () => {
        const { browser, intake, seen, goes } = begun();
        intake.push(1);
        browser.hidden = true;
        intake.push(2);
        browser.draw();
        browser.wake();
        assert.deepEqual(seen, [1, 2]);
        intake.push(3);
        browser.wake();
        browser.hidden = false;
        browser.draw();
        assert.deepEqual(seen, [1, 2, 3]);
        assert.equal(goes(), 2);
    });

    test('is taken in longer goes while nobody sees the page', () => {
        let time = 0;
        const { browser, intake, seen } = begun(() => (time += 1));
        for (let item = 0; item < 100; item += 1) intake.push(item);
        browser.draw();
        assert.ok(seen.length < 10);
        browser.hidden = true;
        browser.wake();
        assert.equal(seen.length, 100);
    });
});
