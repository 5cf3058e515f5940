// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hasControls, overwritten, spans, visible } from '../../src/logs/ansi/spans';
import { contrastOf, readableColour } from '../../src/logs/ansi/readableColour';
import { plain, type TextStyle } from '../../src/logs/ansi/textStyle';

const escape = '\u001b';

function looks(text: string, start: TextStyle = plain): [string, TextStyle][] {
    return spans(text, start).spans.map((span) => [span.text, span.style]);
}

describe('terminal colours', () => {
    test('a line without any is one piece', () => {
        assert.deepEqual(looks('plain text'), [['plain text', {}]]);
        assert.equal(hasControls('tab\tis text'), false);
    });

    test('the 16 colours, bold, dim and underline begin and end', () => {
        assert.deepEqual(looks(`${escape}[1;31mbad${escape}[0m ${escape}[92mgood${escape}[39m.${escape}[2;4mx`), [
            ['bad', { bold: true, foreground: { named: 1 } }], [' ', {}], ['good', { foreground: { named: 10 } }],
            ['.', {}], ['x', { dim: true, underline: true }],
        ]);
    });

    test('256 colours and truecolour, with semicolons and with colons', () => {
        const red = { foreground: { rgb: 0xff0000 } };
        assert.deepEqual(looks(`${escape}[38;5;196ma`), [['a', red]]);
        assert.deepEqual(looks(`${escape}[38;2;255;0;0ma`), [['a', red]]);
        assert.deepEqual(looks(`${escape}[38:2::255:0:0ma`), [['a', red]]);
        assert.deepEqual(looks(`${escape}[48;5;244ma`), [['a', { background: { rgb: 0x808080 } }]]);
        assert.deepEqual(looks(`${escape}[38;5;9ma`), [['a', { foreground: { named: 9 } }]]);
    });

    test('a colour out of range is none, and what follows it counts', () => {
        assert.deepEqual(looks(`${escape}[38;5;999;1ma`), [['a', { bold: true }]]);
        assert.deepEqual(looks(`${escape}[38ma`), [['a', {}]]);
    });

    test('a colour goes on in the next line', () => {
        const { end } = spans(`${escape}[33mfirst`, plain);
        assert.deepEqual(looks('second', end), [['second', { foreground: { named: 3 } }]]);
    });

    test('an empty parameter list resets', () => {
        assert.deepEqual(looks(`${escape}[31ma${escape}[mb`), [['a', { foreground: { named: 1 } }], ['b', {}]]);
    });

    test('every other sequence is taken out: titles, links, moves, charsets', () => {
        const text = `${escape}]0;title\u0007a${escape}]8;;https://example.org${escape}\\b${escape}[2K${escape}[1;1Hc`
            + `${escape}(Bd${escape}=e\u0008\u0000f`;
        assert.equal(visible(text), 'abcdef');
        assert.deepEqual(looks(text), [['abcdef', {}]]);
    });

    test('a sequence that has no end hides nothing behind it', () => {
        assert.equal(visible(`${escape}]0;looks like a title`), '0;looks like a title');
        assert.equal(visible(`cut ${escape}[`), 'cut ');
        assert.equal(visible(`cut ${escape}`), 'cut ');
    });

    test('characters that turn the order of others around are made visible', () => {
        assert.equal(visible('a\u202etxt.exe'), 'a\ufffdtxt.exe');
    });

    test('of a progress bar the last picture stays', () => {
        assert.equal(overwritten('10 %\r20 %\r30 %'), '30 %');
        assert.equal(visible('10 %\r20 %\r'), '20 %');
    });

    test('hostile lines take time in proportion to their length', () => {
        const hostile = [
            `${escape}[`.repeat(100_000), `${escape}]`.repeat(100_000), `${escape}[${'1;'.repeat(100_000)}m`,
            `${escape}[${'9'.repeat(200_000)}m`, '\r'.repeat(200_000), `${escape}P${'x'.repeat(200_000)}`,
        ];
        for (const text of hostile) assert.ok(visible(text).length <= text.length);
        assert.equal(visible(hostile[0]!), '');
        for (const text of hostile) {
            assert.equal(spans(text, plain).spans.map((span) => span.text).join(''), visible(text));
        }
    });

    test('what random bytes leave has no control character in it', () => {
        let seed = 7;
        const random = (below: number): number => {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            return Math.floor((seed / 2_147_483_648) * below);
        };
        const alphabet = [escape, '[', ']', ';', ':', 'm', '3', '8', '2', '\u0007', '\r', '\u009b', 'P', '\\', 'a', '(', '?'];
        for (let round = 0; round < 20_000; round += 1) {
            const text = Array.from({ length: random(24) }, () => alphabet[random(alphabet.length)]).join('');
            assert.equal(hasControls(visible(text)), false, JSON.stringify(text));
            assert.equal(spans(text, plain).spans.map((span) => span.text).join(''), visible(text), JSON.stringify(text));
        }
    });
});

describe('colours that can be read', () => {
    test('each is brought to a contrast of 4.5 on its ground, and left alone where it has that', () => {
        for (const rgb of [0x000000, 0xffffff, 0xffff00, 0x0000ff, 0x7f7f7f, 0xff0000]) {
            const { onLight, onDark } = readableColour(rgb);
            assert.ok(contrastOf(parseInt(onLight.slice(1), 16), 0xf0f0f2) >= 4.5, onLight);
            assert.ok(contrastOf(parseInt(onDark.slice(1), 16), 0x1d1d22) >= 4.5, onDark);
        }
        assert.equal(readableColour(0x000080).onLight, '#000080');
        assert.equal(readableColour(0xffff00).onDark, '#ffff00');
    });
});
