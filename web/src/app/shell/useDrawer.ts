// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { RefObject, useEffect, useRef, useState } from 'react';

const wide = window.matchMedia('(min-width: 48rem)');

/** What a drawer lies over, what is in it, and what opens it. */
interface Surroundings {
    readonly main: RefObject<HTMLElement>;
    readonly sidebar: RefObject<HTMLElement>;
    readonly topbar: RefObject<HTMLElement>;
}

/**
 * The navigation of a narrow window. While it lies over the page nobody gets there with the keyboard either; it goes with
 * Escape, with a page that was chosen, and when the window has room for it.
 */
export function useDrawer(path: string, { main, sidebar, topbar }: Surroundings): [boolean, (isOpen: boolean) => void] {
    const [isOpen, setOpen] = useState(false);

    useEffect(() => {
        if (!isOpen) return undefined;
        const page = main.current!;
        page.inert = true;
        sidebar.current?.querySelector('a')?.focus();
        const press = ({ key }: KeyboardEvent) => {
            if (key !== 'Escape') return;
            setOpen(false);
            topbar.current?.querySelector('button')?.focus();
        };
        const widen = () => setOpen(false);
        document.addEventListener('keydown', press);
        wide.addEventListener('change', widen);
        return () => {
            page.inert = false;
            document.removeEventListener('keydown', press);
            wide.removeEventListener('change', widen);
        };
    }, [isOpen]);

    // A new page is read from its beginning, and the drawer has done its work.
    const first = useRef(true);
    useEffect(() => {
        setOpen(false);
        if (!first.current) {
            main.current!.inert = false;
            main.current!.focus({ preventScroll: true });
        }
        first.current = false;
    }, [path]);

    return [isOpen, setOpen];
}
