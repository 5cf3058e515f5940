// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { FormEvent, ReactNode, RefObject, useEffect, useId, useRef } from 'react';
import { Button } from './Button';

/** What is used first in a dialog: its first field, else what can be done in its text, else at its end. */
const firsts = [
    '.dialog-body :is(input, select, textarea):not(:disabled)', '.dialog-body :is(button, a, [tabindex="0"])',
    '.dialog-foot button',
];

/**
 * Shows a `<dialog>` above everything for as long as the component lives: the browser keeps the focus inside, and it goes
 * back to where it was.
 */
export function useModal(onClose: () => void, staysOpen = false): RefObject<HTMLDialogElement> {
    const dialog = useRef<HTMLDialogElement>(null);
    const close = useRef(onClose);
    close.current = onClose;
    useEffect(() => {
        const element = dialog.current!;
        const before = document.activeElement;
        element.showModal();
        for (const first of firsts) {
            const found = element.querySelector<HTMLElement>(first);
            if (!found) continue;
            found.focus();
            break;
        }
        const cancel = (event: Event) => {
            event.preventDefault();
            close.current();
        };
        // A press on what is around it closes it; one that began inside, e.g. selecting text, does not.
        const press = (event: MouseEvent) => {
            if (event.target === element && !staysOpen) close.current();
        };
        element.addEventListener('cancel', cancel);
        element.addEventListener('mousedown', press);
        return () => {
            element.removeEventListener('cancel', cancel);
            element.removeEventListener('mousedown', press);
            element.close();
            // What opened it may be gone, e.g. with what was deleted.
            const back = before instanceof HTMLElement && before.isConnected ? before : document.getElementById('main');
            back?.focus();
        };
    }, []);
    return dialog;
}

/** A window of its own over the page. Its children are `dialog-body` and perhaps `dialog-foot`. */
export function Dialog({ title, text, onClose, children, width, staysOpen }: {
    title: string; text?: ReactNode; onClose: () => void; children: ReactNode; width?: string;
    /** A press beside it doesn't close it: what it shows is not shown again. */
    staysOpen?: boolean;
}) {
    const dialog = useModal(onClose, staysOpen);
    const titleID = useId();
    return (
        <dialog
            ref={dialog} className="dialog" aria-labelledby={titleID}
            style={width ? ({ '--dialog-width': width } as Record<string, string>) : undefined}
        >
            <header className="dialog-head">
                <div>
                    <h2 id={titleID}>{title}</h2>
                    {text && <p>{text}</p>}
                </div>
                <Button kind="ghost" isSmall icon="close" aria-label="Close" onClick={onClose} />
            </header>
            {children}
        </dialog>
    );
}

/** A dialog that is a form, with its buttons at the bottom. */
export function FormDialog({ title, text, action, kind = 'primary', isBusy, canSubmit = true, width, onSubmit, onClose, children }: {
    title: string; text?: ReactNode; action: string; kind?: 'primary' | 'danger-primary'; isBusy: boolean;
    canSubmit?: boolean; width?: string; onSubmit: () => void; onClose: () => void; children?: ReactNode;
}) {
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (canSubmit && !isBusy) onSubmit();
    };
    return (
        <Dialog title={title} text={text} width={width} onClose={onClose}>
            <form onSubmit={submit} noValidate>
                <div className="dialog-body">{children}</div>
                <footer className="dialog-foot">
                    <Button onClick={onClose}>Cancel</Button>
                    <Button type="submit" kind={kind} isBusy={isBusy} disabled={!canSubmit}>{action}</Button>
                </footer>
            </form>
        </Dialog>
    );
}
