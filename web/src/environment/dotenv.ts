// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** One variable of a pasted text. */
export interface ParsedVariable {
    readonly name: string;
    readonly value: string;
    /** Whether its name says that others must not see it. */
    readonly isSecret: boolean;
}

export interface ParsedText {
    readonly variables: readonly ParsedVariable[];
    /** Lines that are no assignment, with their number from 1. */
    readonly problems: readonly { readonly line: number; readonly says: string }[];
}

/** A value with more is a forgotten quote. */
const mostValueLines = 500;

const nameShape = /^[A-Za-z_][A-Za-z0-9_]*$/;
const secretName = /SECRET|PASS|TOKEN|KEY|CREDENTIAL|PRIVATE|DSN|AUTH|SALT|CERT/i;
// They have a password in them.
const secretAddress = /(?:DATABASE|REDIS|MONGO\w*|AMQP|POSTGRES\w*)_?UR[IL]/i;

/** Whether a variable of such a name is sealed unless somebody says otherwise. */
export function looksSecret(name: string): boolean {
    return (secretName.test(name) || secretAddress.test(name)) && !/^PUBLIC_|^NEXT_PUBLIC_|^VITE_/i.test(name);
}

/** What is wrong with a name; nothing when it can be a variable's. */
export function nameProblem(name: string): string | undefined {
    if (name === '') return 'A variable needs a name.';
    return nameShape.test(name) ? undefined : 'Use letters, digits and underscores, and begin with a letter.';
}

/**
 * The text of a .env file: `NAME=value`, `export NAME="value"`, comments, and quoted values over several lines. In
 * double quotes `\n`, `\t`, `\"` and `\\` are what they are in a shell's; nothing is expanded. The last of two
 * assignments to one name counts.
 */
export function parseEnvironment(text: string): ParsedText {
    const variables = new Map<string, string>();
    const problems: { line: number; says: string }[] = [];
    const lines = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n').split('\n');
    for (let at = 0; at < lines.length; at += 1) {
        const line = lines[at]!.trim();
        if (line === '' || line.startsWith('#')) continue;
        const assignment = /^(?:export\s+)?([^=\s]*)\s*=\s*(.*)$/.exec(line);
        const [, name, rest] = assignment ?? [];
        const wrong = name === undefined ? 'there is no “=”' : nameProblem(name) && `“${name}” is not a variable's name`;
        if (wrong || name === undefined || rest === undefined) {
            problems.push({ line: at + 1, says: wrong ?? 'there is no “=”' });
            continue;
        }
        const quote = rest[0];
        if (quote !== '"' && quote !== '\'') {
            const comment = rest.search(/\s#/);
            variables.set(name, comment < 0 ? rest : rest.slice(0, comment).trimEnd());
            continue;
        }
        const whole = [rest, ...lines.slice(at + 1, at + mostValueLines)].join('\n');
        const end = closing(whole, quote);
        if (end < 0) {
            problems.push({ line: at + 1, says: `the quote of “${name}” has no end` });
            continue;
        }
        const value = whole.slice(1, end);
        at += value.split('\n').length - 1;
        variables.set(name, quote === '"' ? value.replace(/\\([nt"\\$])/g, (_, mark: string) => escapes[mark]!) : value);
    }
    const found = [...variables].map(([name, value]) => ({ name, value, isSecret: looksSecret(name) }));
    return { variables: found, problems };
}

const escapes: Record<string, string> = { n: '\n', t: '\t', '"': '"', '\\': '\\', $: '$' };

/** Where the quote that a text begins with ends; -1 when it doesn't. */
function closing(text: string, quote: string): number {
    for (let at = 1; at < text.length; at += 1) {
        if (quote === '"' && text[at] === '\\') at += 1;
        else if (text[at] === quote) return at;
    }
    return -1;
}
