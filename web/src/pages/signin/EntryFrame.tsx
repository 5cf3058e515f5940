// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { FormEvent, ReactNode } from 'react';
import { Logo } from '../../app/shell/Logo';
import { useTitle } from '../../app/useTitle';

/** A small page by itself, with a form where there is something to submit. */
export function EntryFrame({ title, text, onSubmit, children, foot }: {
    title: string; text?: ReactNode; onSubmit?: () => void; children: ReactNode; foot?: ReactNode;
}) {
    useTitle(title);
    const body = (
        <>
            <div className="stack gap-1">
                <h1>{title}</h1>
                {text && <p className="soft small">{text}</p>}
            </div>
            {children}
        </>
    );
    const submit = (event: FormEvent) => {
        event.preventDefault();
        onSubmit?.();
    };
    return (
        <main className="entry">
            <div className="entry-brand"><Logo size={28} /><span>Dextra</span></div>
            {onSubmit
                ? <form className="entry-card" onSubmit={submit} noValidate>{body}</form>
                : <div className="entry-card">{body}</div>}
            {foot && <p className="entry-foot">{foot}</p>}
        </main>
    );
}
