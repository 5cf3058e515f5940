// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import { useTitle } from '../app/useTitle';

/** A page's head and body; names the browser's tab. */
export function PageFrame({ title, heading, text, actions, isNarrow = false, children }: {
    /** For the tab and, unless there is a `heading`, on the page. */
    title: string; heading?: ReactNode; text?: ReactNode; actions?: ReactNode; isNarrow?: boolean; children: ReactNode;
}) {
    useTitle(title);
    return (
        <div className={isNarrow ? 'page page-narrow' : 'page'}>
            <header className="page-head">
                <div className="page-head-text">
                    <h1>{heading ?? title}</h1>
                    {text && <p>{text}</p>}
                </div>
                {actions && <div className="page-actions">{actions}</div>}
            </header>
            {children}
        </div>
    );
}
