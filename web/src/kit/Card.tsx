// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ReactNode, useId } from 'react';

/** A framed part of a page, with a heading of its own. */
export function Card({ title, text, actions, foot, isFlush = false, children }: {
    title?: ReactNode; text?: ReactNode; actions?: ReactNode; foot?: ReactNode;
    /** Without space around its content, e.g. for a table. */
    isFlush?: boolean; children?: ReactNode;
}) {
    const id = useId();
    return (
        <section className="card" aria-labelledby={title ? id : undefined}>
            {title && (
                <header className="card-head">
                    <div>
                        <h2 id={id}>{title}</h2>
                        {text && <p>{text}</p>}
                    </div>
                    {actions && <div className="row">{actions}</div>}
                </header>
            )}
            {children !== undefined && <div className={isFlush ? '' : 'card-body'}>{children}</div>}
            {foot && <footer className="card-foot">{foot}</footer>}
        </section>
    );
}

/** Names and values beside each other. */
export function Facts({ entries }: { entries: readonly (readonly [string, ReactNode] | false | undefined)[] }) {
    return (
        <dl className="facts">
            {entries.map((entry) => entry && (
                <div key={entry[0]} className="facts-entry">
                    <dt>{entry[0]}</dt>
                    <dd>{entry[1]}</dd>
                </div>
            ))}
        </dl>
    );
}
