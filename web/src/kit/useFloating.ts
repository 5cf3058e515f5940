// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { RefObject, useLayoutEffect, useRef } from 'react';
import { placement } from './placement';

/**
 * Shows a panel above everything beside its `anchor` while `isOpen`, and keeps it there while the page scrolls: in the
 * browser's top layer, where no table and no card cuts it off.
 */
export function useFloating(
    anchor: RefObject<HTMLElement>, isOpen: boolean, align: 'start' | 'end', opens: 'down' | 'up',
): RefObject<HTMLDivElement> {
    const panel = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
        const element = panel.current;
        if (!isOpen || !element) return undefined;
        element.setAttribute('popover', 'manual');
        element.showPopover();
        const place = () => {
            const { width, height } = element.getBoundingClientRect();
            const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
            const { top, left } = placement(anchor.current!.getBoundingClientRect(), { width, height }, room, { align, opens });
            element.style.top = `${top}px`;
            element.style.left = `${left}px`;
        };
        place();
        window.addEventListener('resize', place);
        document.addEventListener('scroll', place, { capture: true, passive: true });
        return () => {
            window.removeEventListener('resize', place);
            document.removeEventListener('scroll', place, { capture: true });
        };
    }, [isOpen, align, opens]);
    return panel;
}
