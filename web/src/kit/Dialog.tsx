// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { FormEvent, ReactNode, RefObject, useEffect, useId, useRef } from 'react';
import { Button } from './Button';

/** Shows a `<dialog>` above everything for as long as the component lives: the browser keeps the focus inside. */
export function useModal(onClose: () => void): RefObject<HTMLDialogElement> {
    const dialog = useRef<HTMLDialogElement>(null);
    const close = useRef(onClose);
    close.current = onClose;
    useEffect(() => {
        const element = dialog.current!;
        const before = document.activeElement;
        element.showModal();
        const cancel = (event: Event) => {
            event.preventDefault();
            close.current();
        };
        // A press on what is around it closes it; one that began inside, e.g. selecting text, does not.
        const press = (event: MouseEvent) => {
            if (event.target === element) close.current();
        };
        element.addEventListener('cancel', cancel);
        element.addEventListener('mousedown', press);
        return () => {
            element.removeEventListener('cancel', cancel);
            element.removeEventListener('mousedown', press);
            element.close();
            if (before instanceof HTMLElement) before.focus();
        };
    }, []);
    return dialog;
}

/** A window of its own over the page. Its children are `dialog-body` and perhaps `dialog-foot`. */
export function Dialog({ title, text, onClose, children, width }: {
    title: string; text?: ReactNode; onClose: () => void; children: ReactNode; width?: string;
}) {
    const dialog = useModal(onClose);
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
