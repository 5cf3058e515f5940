// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { difference, fileChanges } from '../../src/releases/difference';
import { diffLines, hunks } from '../../src/releases/lineDiff';

describe('two texts', () => {
    const shown = (old: string, next: string): string[] => {
        return diffLines(old.split('\n'), next.split('\n'))
            .map(({ kind, text }) => ({ same: ' ', added: '+', removed: '-' })[kind] + text);
    };

    test('that are the same have no hunk', () => {
        assert.deepEqual(hunks('a\nb\n', 'a\nb\n'), []);
        assert.deepEqual(hunks('', ''), []);
    });

    test('show what came, went and stayed', () => {
        assert.deepEqual(shown('a\nb\nc', 'a\nx\nc'), [' a', '-b', '+x', ' c']);
        assert.deepEqual(shown('a\nb\nc\nd', 'b\nd\ne'), ['-a', ' b', '-c', ' d', '+e']);
    });

    test('give both back, whatever they are', () => {
        let seed = 11;
        const random = (below: number): number => {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            return Math.floor((seed / 2_147_483_648) * below);
        };
        for (let round = 0; round < 3000; round += 1) {
            const text = (): string[] => Array.from({ length: random(12) }, () => 'abcd'[random(4)]!);
            const [old, next] = [text(), text()];
            const lines = diffLines(old, next);
            assert.deepEqual(lines.filter((line) => line.kind !== 'added').map((line) => line.text), old);
            assert.deepEqual(lines.filter((line) => line.kind !== 'removed').map((line) => line.text), next);
            lines.filter((line) => line.kind === 'same').forEach((line) => assert.equal(old[line.before! - 1], next[line.after! - 1]));
        }
    });

    test('take the fewest changes', () => {
        const old = 'abcabba'.split('');
        const changed = diffLines(old, 'cbabac'.split('')).filter((line) => line.kind !== 'same');
        assert.equal(changed.length, 5);
    });

    test('without anything in common are not compared for ever', () => {
        const old = Array.from({ length: 20_000 }, (_, line) => `old ${line}`);
        const next = Array.from({ length: 20_000 }, (_, line) => `new ${line}`);
        assert.equal(diffLines(old, next).length, 40_000);
    });

    test('have hunks of three lines around each change, and near ones together', () => {
        const old = Array.from({ length: 40 }, (_, line) => `line ${line}`);
        const next = [...old];
        next[5] = 'changed';
        next[10] = 'changed';
        next[30] = 'changed';
        const found = hunks(old.join('\n'), next.join('\n'));
        assert.deepEqual(found.map((hunk) => [hunk[0]!.before, hunk.length]), [[3, 14], [28, 8]]);
    });
});

describe('two releases', () => {
    const facts = { blueprint: {}, settings: {}, environment: [] };

    test('differ in files by content, kind and whether they are run', () => {
        const file = (path: string, digest: string, more = {}) => ({ path, digest, size: 5, ...more });
        const changes = fileChanges(
            { files: [file('a', '1'), file('b', '1'), file('c', '1'), file('x', '1')] },
            { files: [file('a', '1'), file('b', '2'), file('d', '1'), file('x', '1', { executable: true })] });
        assert.deepEqual(changes.map(({ path, change }) => `${change} ${path}`), [
            'changed b', 'removed c', 'added d', 'changed x',
        ]);
    });

    test('differ in settings where they do, and in named things by their name', () => {
        const found = difference(
            { ...facts, settings: { health: { timeout_ms: 5 }, services: [{ name: 'db', image: 'postgres:15' }] } },
            { ...facts, settings: { health: { timeout_ms: 9 }, services: [{ name: 'db', image: 'postgres:16' }] } });
        assert.deepEqual(found.settings.map(({ name, before, after }) => [name, before, after]), [
            ['health.timeout_ms', 5, 9], ['services.db.image', 'postgres:15', 'postgres:16'],
        ]);
    });

    test('don\'t differ in how sure the detector was', () => {
        const found = difference({ ...facts, blueprint: { confidence: 1 } }, { ...facts, blueprint: { confidence: 0.5 } });
        assert.deepEqual(found.blueprint, []);
    });

    test('differ in secrets by their marks, which may be unknown', () => {
        const secret = (name: string) => ({ name, secret: `record/${name}` });
        const found = difference(
            { ...facts, environment: [secret('A'), secret('B'), secret('C'), { name: 'P', value: '1' }], secret_marks: { A: '1', B: '1' } },
            { ...facts, environment: [secret('A'), secret('B'), secret('C'), { name: 'P', value: '2' }], secret_marks: { A: '1', B: '2', C: '3' } });
        assert.deepEqual(found.environment.map(({ name, change }) => `${name} ${change}`), [
            'B changed', 'C unknown', 'P changed',
        ]);
    });
});
