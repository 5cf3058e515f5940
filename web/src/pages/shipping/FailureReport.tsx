// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Fragment } from 'react';
import type { Failure } from '../../api';
import { sentence } from '../../api/ApiError';
import { phrase } from '../../format/words';
import { Icon } from '../../kit';
import { spans } from '../../logs/ansi/spans';
import { plain, type TextStyle } from '../../logs/ansi/textStyle';
import { spanLook } from '../../logs/view/spanLook';

/** Why something failed, as far as it can be known: what, the facts, the app's own last lines, and what to do. */
export function FailureReport({ failure }: { failure: Failure }) {
    const groups = grouped(failure);
    return (
        <div className="failure" role="group" aria-label="Why it failed">
            <div className="failure-head">
                <Icon name="x_circle" />
                <div className="stack gap-1 grow">
                    <p className="strong">{sentence(failure.message)}</p>
                    {failure.hint && <p className="failure-hint">{sentence(failure.hint)}</p>}
                </div>
                <code className="failure-code">{failure.code}</code>
            </div>
            {groups.facts.length > 0 && (
                <dl className="failure-facts">
                    {groups.facts.map(({ key, value }, index) => (
                        <Fragment key={index}>
                            <dt>{phrase(key)}</dt>
                            <dd>{value}</dd>
                        </Fragment>
                    ))}
                </dl>
            )}
            {groups.lines.map(({ key, lines }) => (
                <LastLines key={key} title={titles[key] ?? phrase(key)} lines={lines} />
            ))}
            {causes(failure).map((cause, index) => (
                <p key={index} className="failure-cause"><span className="soft">because</span> {cause}</p>
            ))}
        </div>
    );
}

/** Why it failed, and why that: each is a failure again, or words. */
function causes(failure: Failure): string[] {
    const { cause } = failure;
    if (typeof cause === 'string') return [sentence(cause)];
    if (typeof cause !== 'object' || cause === null || !('message' in cause)) return [];
    return [sentence((cause as Failure).message), ...causes(cause as Failure)];
}

const titles: Record<string, string> = { log: 'The last lines of its output', output: 'Its output' };

/** A few lines of a terminal, with their colours. */
function LastLines({ title, lines }: { title: string; lines: readonly string[] }) {
    let style: TextStyle = plain;
    return (
        <figure className="last-lines">
            <figcaption>{title}</figcaption>
            <pre tabIndex={0}>
                {lines.map((line, index) => {
                    const read = spans(line, style);
                    style = read.end;
                    return (
                        <Fragment key={index}>
                            {read.spans.map((span, at) => <span key={at} {...spanLook(span.style)}>{span.text}</span>)}
                            {'\n'}
                        </Fragment>
                    );
                })}
            </pre>
        </figure>
    );
}

/** Facts of one line, and those that are several lines: given as one text, or as one name again and again. */
function grouped(failure: Failure): {
    facts: { key: string; value: string }[]; lines: { key: string; lines: string[] }[];
} {
    const byKey = new Map<string, string[]>();
    for (const { key, value } of failure.metadata ?? []) {
        if (key === 'step') continue;
        byKey.set(key, [...(byKey.get(key) ?? []), ...value.split('\n')]);
    }
    const entries = [...byKey].map(([key, lines]) => ({ key, lines }));
    const isText = ({ key, lines }: { key: string; lines: string[] }): boolean => lines.length > 1 || key in titles;
    return {
        facts: entries.filter((entry) => !isText(entry)).map(({ key, lines }) => ({ key, value: lines[0] ?? '' })),
        lines: entries.filter(isText),
    };
}
