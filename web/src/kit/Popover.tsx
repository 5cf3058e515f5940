// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ReactNode, useEffect, useRef, useState } from 'react';
import { usePlace } from '../app/router/location';

/** A button with a small page of its own under it; gone with Escape, a press elsewhere, or when one goes somewhere. */
export function Popover({ label, trigger, children }: {
    label: string; trigger: (properties: { isOpen: boolean; toggle: () => void }) => ReactNode; children: () => ReactNode;
}) {
    const [isOpen, setOpen] = useState(false);
    const anchor = useRef<HTMLSpanElement>(null);
    const panel = useRef<HTMLDivElement>(null);
    const { path } = usePlace();

    useEffect(() => setOpen(false), [path]);
    useEffect(() => {
        if (!isOpen) return undefined;
        panel.current?.focus();
        const press = (event: Event) => {
            if (!anchor.current?.contains(event.target as Node)) setOpen(false);
        };
        // On the document: what had the focus may be gone, e.g. a button that did its work.
        const key = (event: KeyboardEvent) => {
            if (event.key !== 'Escape') return;
            setOpen(false);
            anchor.current?.querySelector<HTMLElement>('button')?.focus();
        };
        document.addEventListener('pointerdown', press);
        document.addEventListener('keydown', key);
        return () => {
            document.removeEventListener('pointerdown', press);
            document.removeEventListener('keydown', key);
        };
    }, [isOpen]);

    return (
        <span
            ref={anchor} className="popover-anchor"
            onBlur={({ currentTarget, relatedTarget }) => {
                if (relatedTarget && !currentTarget.contains(relatedTarget)) setOpen(false);
            }}
        >
            {trigger({ isOpen, toggle: () => setOpen(!isOpen) })}
            {isOpen && (
                <div ref={panel} className="popover" role="dialog" aria-label={label} tabIndex={-1}>{children()}</div>
            )}
        </span>
    );
}
