// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { looksSecret, nameProblem, parseEnvironment } from '../../src/environment/dotenv';

function values(text: string): Record<string, string> {
    return Object.fromEntries(parseEnvironment(text).variables.map(({ name, value }) => [name, value]));
}

describe('a pasted environment', () => {
    test('has plain, exported, quoted and empty values, and comments', () => {
        assert.deepEqual(values('# all\nA=1\nexport B=two words\r\nC="x # y" # note\nD=\nE = spaced # note\nF=\'$A \\n\'\n'), {
            A: '1', B: 'two words', C: 'x # y', D: '', E: 'spaced', F: '$A \\n',
        });
    });

    test('keeps values of several lines and what is escaped', () => {
        assert.deepEqual(values('KEY="-----BEGIN\nabc\n-----END"\nN="a\\nb \\"c\\" \\\\"'), {
            KEY: '-----BEGIN\nabc\n-----END', N: 'a\nb "c" \\',
        });
    });

    test('keeps what belongs to a value: equals signs, hashes, spaces in quotes', () => {
        assert.deepEqual(values('URL=postgres://u:p@h/d?a=b#c\nS=" x "'), { URL: 'postgres://u:p@h/d?a=b#c', S: ' x ' });
    });

    test('takes the last of two, and nothing from Object', () => {
        assert.deepEqual(values('A=1\nA=2\n__proto__=x'), Object.fromEntries([['A', '2'], ['__proto__', 'x']]));
    });

    test('says which lines are none, and goes on', () => {
        const { variables, problems } = parseEnvironment('just words\n1A=2\nB="open\nC=3');
        assert.deepEqual(problems.map(({ line }) => line), [1, 2, 3]);
        assert.deepEqual(variables.map(({ name }) => name), ['C']);
    });

    test('takes time in proportion to its length', () => {
        const blanks = ' '.repeat(100_000);
        assert.equal(parseEnvironment('A=\'x\n'.repeat(3)).problems.length, 1);
        assert.equal(values(`A=x${blanks}y`).A?.length, 100_002);
        assert.equal(parseEnvironment(`A${blanks}`).problems.length, 1);
        assert.equal(parseEnvironment('A="x\nB\n'.repeat(5001)).variables.length, 1);
    });

    test('seals what sounds secret', () => {
        for (const name of ['API_KEY', 'DB_PASSWORD', 'DATABASE_URL', 'GITHUB_TOKEN']) assert.ok(looksSecret(name), name);
        for (const name of ['PORT', 'LOG_LEVEL', 'NEXT_PUBLIC_API_KEY', 'SITE_URL']) assert.ok(!looksSecret(name), name);
    });

    test('knows what a name is', () => {
        assert.equal(nameProblem('A_1'), undefined);
        assert.ok(nameProblem('1A'));
        assert.ok(nameProblem(''));
    });
});
