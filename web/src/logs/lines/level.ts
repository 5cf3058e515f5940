// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** How much a line matters, as far as it says so; 0 is a line that doesn't say. */
export const Level = { unknown: 0, debug: 1, info: 2, warning: 3, error: 4 } as const;
export type Level = (typeof Level)[keyof typeof Level];

/** The names of the levels, by their number. */
export const levelNames = ['other', 'debug', 'info', 'warning', 'error'] as const;
export type LevelName = (typeof levelNames)[number];

/** Programs say their level at the beginning of a line. */
const looked = 240;

const words: Record<string, Level> = {
    trace: Level.debug, debug: Level.debug, dbg: Level.debug, verbose: Level.debug,
    info: Level.info, notice: Level.info, log: Level.info,
    warn: Level.warning, warning: Level.warning, wrn: Level.warning,
    error: Level.error, err: Level.error, severe: Level.error, fatal: Level.error, critical: Level.error,
    crit: Level.error, panic: Level.error, alert: Level.error, emerg: Level.error, emergency: Level.error,
};
const alternatives = Object.keys(words).join('|');

// {"level":"error"}, level=warn, severity: "INFO"
const field = new RegExp(`\\b(?:level|lvl|severity|levelname)["']?\\s?[=:]\\s?["']?(${alternatives})\\b`, 'i');
// ERROR between blanks or brackets
const shouted = new RegExp(`(?:^|[\\s[(<|])(${alternatives.toUpperCase()})(?=$|[\\s\\])>:|!])`);
// [error], <warn>, error: – in lower case only with a mark beside it, for these are words of English too
const marked = new RegExp(`(?:^|[\\s\\]|)])(?:[[<(](${alternatives})[\\]>)]|(${alternatives}): )`, 'i');
// pino and bunyan: 10 trace, 20 debug, 30 info, 40 warning, 50 error, 60 fatal
const numeric = /"level":\s?([1-6])0\b/;
// Common and combined log format: "GET / HTTP/1.1" 500 12
const request = /" ([1-5])\d\d (?:\d+|-)(?:\s|$)/;
const disaster = new RegExp([
    'Traceback \\(most recent call last\\)', 'panic: ', 'npm ERR!', 'error\\[', '[\\w.$]*(?:Error|Exception)(?:: |$)',
    'Caused by: ', 'Unhandled', 'Uncaught', 'fatal: ', 'Segmentation fault',
].map((beginning) => `^(?:${beginning})`).join('|'));

const ofNumber = [Level.debug, Level.debug, Level.info, Level.warning, Level.error, Level.error] as const;

/** The level that a line without control characters says of itself. */
export function levelOf(text: string): Level {
    const head = text.length > looked ? text.slice(0, looked) : text;
    const named = field.exec(head) ?? shouted.exec(head) ?? marked.exec(head);
    if (named) return words[(named[1] ?? named[2])!.toLowerCase()]!;
    const number = numeric.exec(head);
    if (number) return ofNumber[Number(number[1]) - 1]!;
    if (disaster.test(head)) return Level.error;
    const status = request.exec(head)?.[1];
    if (status) return status === '5' ? Level.error : status === '4' ? Level.warning : Level.info;
    return Level.unknown;
}

/** Whether a line without a level of its own goes on with what the line before it said, as stack traces do. */
export function isContinuation(text: string): boolean {
    return /^\s+\S/.test(text);
}
