// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useRef } from 'react';
import { Link } from '../app/router/Link';
import { Count } from './Badge';

export interface Tab {
    title: string;
    /** The address that shows it: each tab is a place of its own. */
    to: string;
    isCurrent: boolean;
    count?: number;
}

/** The parts of a page, each with an address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
    const list = useRef<HTMLElement>(null);
    const current = tabs.find(({ isCurrent }) => isCurrent)?.title;
    // On a narrow screen the tab that one is in may be beyond the edge; the page itself doesn't move.
    useEffect(() => {
        const tab = list.current?.querySelector<HTMLElement>('[aria-current]');
        if (tab) list.current!.scrollLeft = tab.offsetLeft - (list.current!.clientWidth - tab.offsetWidth) / 2;
    }, [current]);
    return (
        <nav ref={list} className="tabs" aria-label={label}>
            {tabs.map(({ title, to, isCurrent, count }) => (
                <Link key={to} to={to} className="tab" aria-current={isCurrent ? 'page' : undefined}>
                    {title}
                    {count !== undefined && count > 0 && <Count value={count} />}
                </Link>
            ))}
        </nav>
    );
}
