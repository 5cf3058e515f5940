// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { Keys } from '../../kit/Keys';
import { ToastArea } from '../../kit/ToastArea';
import type { Command } from '../Area';
import { CommandPalette } from '../palette/CommandPalette';
import { useTheme } from '../preferences/useTheme';
import { Link } from '../router/Link';
import { navigate, usePlace } from '../router/location';
import { useSession, useSessionState } from '../session/SessionContext';
import { ShortcutHelp } from '../shortcuts/ShortcutHelp';
import { useShortcuts } from '../shortcuts/useShortcuts';
import { ConnectionBanner } from './ConnectionBanner';
import { Logo } from './Logo';
import { Navigation } from './Navigation';
import { navPages } from './navPages';
import { NotificationBell } from './NotificationBell';
import { useDrawer } from './useDrawer';

/** What stands around every page of those who are signed in. */
export function Shell({ current, children }: { current: string | undefined; children: ReactNode }) {
    const session = useSession();
    const { signOut, isExpired } = useSessionState();
    const { path } = usePlace();
    const [, chooseTheme] = useTheme();
    const [overlay, setOverlay] = useState<'palette' | 'help'>();
    const main = useRef<HTMLElement>(null);
    const sidebar = useRef<HTMLElement>(null);
    const topbar = useRef<HTMLElement>(null);
    const close = () => setOverlay(undefined);
    const [isDrawerOpen, setDrawerOpen] = useDrawer(path, { main, sidebar, topbar });

    const places = useMemo(() => navPages(session), [session]);
    const commands = useMemo<Command[]>(() => [
        ...places.map(({ path: to, nav, words }): Command => ({
            id: to, title: nav!.label, group: 'Page', icon: nav!.icon, words, keys: nav!.key && `g ${nav!.key}`,
            run: () => navigate(to),
        })),
        { id: 'theme/light', title: 'Light colours', group: 'Action', icon: 'sun', words: 'theme appearance', run: () => chooseTheme('light') },
        { id: 'theme/dark', title: 'Dark colours', group: 'Action', icon: 'moon', words: 'theme appearance', run: () => chooseTheme('dark') },
        { id: 'theme/system', title: "The system's colours", group: 'Action', icon: 'monitor', words: 'theme appearance', run: () => chooseTheme('system') },
        { id: 'shortcuts', title: 'Keyboard shortcuts', group: 'Action', icon: 'info', keys: '?', run: () => setOverlay('help') },
        { id: 'sign-out', title: 'Sign out', group: 'Action', icon: 'sign_out', words: 'log out', run: () => void signOut() },
    ], [places, signOut, chooseTheme]);

    useShortcuts([
        { keys: 'mod+k', title: 'Command palette', group: 'Everywhere', run: () => setOverlay(overlay === 'palette' || isExpired ? undefined : 'palette') },
        { keys: '/', title: 'Search', group: 'Everywhere', run: () => setOverlay('palette') },
        { keys: '?', title: 'This help', group: 'Everywhere', run: () => setOverlay('help') },
        ...places.filter(({ nav }) => nav!.key).map(({ path: to, nav }) => ({
            keys: `g ${nav!.key}`, title: nav!.label, group: 'Go to', run: () => navigate(to),
        })),
    ]);

    return (
        <div className="shell">
            <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>
                Skip to the content
            </a>
            <header ref={topbar} className="topbar narrow-only">
                <Button
                    kind="ghost" icon="menu" aria-label="Menu" aria-expanded={isDrawerOpen}
                    onClick={() => setDrawerOpen(!isDrawerOpen)}
                />
                <Link to="/" className="brand" aria-label="Dextra: to the overview"><Logo size={22} />Dextra</Link>
                <span className="grow" />
                <Button kind="ghost" icon="search" aria-label="Search" onClick={() => setOverlay('palette')} />
                <NotificationBell />
            </header>
            {isDrawerOpen && <div className="scrim narrow-only" onClick={() => setDrawerOpen(false)} />}
            <aside ref={sidebar} className={isDrawerOpen ? 'sidebar sidebar-open' : 'sidebar'}>
                <div className="sidebar-head">
                    <Link to="/" className="brand"><Logo />Dextra</Link>
                    <NotificationBell />
                </div>
                <button type="button" className="search-button" onClick={() => setOverlay('palette')}>
                    <Icon name="search" /><span className="grow">Search…</span><Keys keys="mod+k" />
                </button>
                <Navigation places={places} current={current} />
            </aside>
            <main id="main" ref={main} tabIndex={-1} className="content">
                <ConnectionBanner />
                {children}
            </main>
            <ToastArea />
            {overlay === 'palette' && <CommandPalette commands={commands} onClose={close} />}
            {overlay === 'help' && <ShortcutHelp onClose={close} />}
        </div>
    );
}
