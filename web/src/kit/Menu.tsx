// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { KeyboardEvent, ReactNode, useEffect, useRef, useState } from 'react';
import { navigate } from '../app/router/location';
import { Button } from './Button';
import { Icon, IconName } from './Icon';
import { useFloating } from './useFloating';

export type MenuEntry =
    | { title: string; icon?: IconName; isDanger?: boolean; isDisabled?: boolean; to?: string; run?: () => void }
    | 'line'
    | { note: ReactNode };

/** Three dots, or the `text` or `trigger` in their place, with a list of things to do under them. */
export function Menu({ label, text, entries, trigger, align = 'end', opens = 'down' }: {
    label: string; text?: string; entries: readonly MenuEntry[]; trigger?: (properties: { isOpen: boolean; toggle: () => void }) => ReactNode;
    align?: 'start' | 'end'; opens?: 'down' | 'up';
}) {
    const [isOpen, setOpen] = useState(false);
    const anchor = useRef<HTMLSpanElement>(null);
    const panel = useFloating(anchor, isOpen, align, opens);
    // A menu has nothing in it but items; with anything else it is a group of buttons.
    const isPure = entries.every((entry) => entry === 'line' || !('note' in entry));

    useEffect(() => {
        if (!isOpen) return undefined;
        items()[0]?.focus();
        const press = (event: Event) => {
            if (!anchor.current?.contains(event.target as Node)) setOpen(false);
        };
        document.addEventListener('pointerdown', press);
        return () => document.removeEventListener('pointerdown', press);
    }, [isOpen]);

    const items = () => [...(anchor.current?.querySelectorAll<HTMLElement>('.menu-item:not(:disabled)') ?? [])];
    const close = () => {
        setOpen(false);
        anchor.current?.querySelector<HTMLElement>('button')?.focus();
    };
    const press = (event: KeyboardEvent) => {
        // A control inside, e.g. a choice, has arrows of its own.
        if (!isOpen || event.defaultPrevented) return;
        const all = items();
        const index = all.indexOf(document.activeElement as HTMLElement);
        if (event.key === 'Escape') close();
        else if (event.key === 'ArrowDown') all[(index + 1) % all.length]?.focus();
        else if (event.key === 'ArrowUp') all[(index - 1 + all.length) % all.length]?.focus();
        else if (event.key === 'Home') all[0]?.focus();
        else if (event.key === 'End') all[all.length - 1]?.focus();
        else if (event.key === 'Tab' && isPure) return setOpen(false);
        else return;
        event.preventDefault();
        event.stopPropagation();
    };
    const toggle = () => setOpen(!isOpen);

    return (
        <span
            ref={anchor} className="menu-anchor" onKeyDown={press}
            onBlur={({ currentTarget, relatedTarget }) => {
                if (relatedTarget && !currentTarget.contains(relatedTarget)) setOpen(false);
            }}
        >
            {trigger?.({ isOpen, toggle }) ?? (
                <Button
                    kind={text ? 'plain' : 'ghost'} isSmall={!text} icon={text ? 'chevron_down' : 'more'}
                    aria-label={text ? undefined : label} aria-haspopup={isPure ? 'menu' : undefined} aria-expanded={isOpen} onClick={toggle}
                >
                    {text}
                </Button>
            )}
            {isOpen && (
                <div ref={panel} className="menu" role={isPure ? 'menu' : 'group'} aria-label={label}>
                    {entries.map((entry, index) => {
                        if (entry === 'line') return <hr key={index} />;
                        if ('note' in entry) return <div key={index} className="menu-note">{entry.note}</div>;
                        return (
                            <button
                                key={entry.title} type="button" role={isPure ? 'menuitem' : undefined} tabIndex={isPure ? -1 : undefined} disabled={entry.isDisabled}
                                className={entry.isDanger ? 'menu-item menu-item-danger' : 'menu-item'}
                                onClick={() => {
                                    close();
                                    if (entry.to !== undefined) navigate(entry.to);
                                    entry.run?.();
                                }}
                            >
                                {entry.icon && <Icon name={entry.icon} />}
                                {entry.title}
                            </button>
                        );
                    })}
                </div>
            )}
        </span>
    );
}
