// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { Avatar } from '../../kit/Avatar';
import { Segments } from '../../kit/Field';
import { Menu } from '../../kit/Menu';
import { notifyFailure } from '../../kit/toasts';
import { chooseTheme, ThemeChoice, themeChoice } from '../preferences/theme';
import { useSession, useSessionState } from '../session/SessionContext';
import { ConnectionDot } from './ConnectionBanner';

/** Who is signed in, what they can do about it, and the colours. */
export function AccountMenu() {
    const { user } = useSession();
    const { signOut } = useSessionState();
    const name = user.display_name || user.name;
    return (
        <div className="account">
            <Menu
                label="Account" align="start" opens="up"
                trigger={({ isOpen, toggle }) => (
                    <button type="button" className="account-button" aria-expanded={isOpen} onClick={toggle}>
                        <Avatar name={name} />
                        <span className="truncate grow">{name}</span>
                        <ConnectionDot />
                    </button>
                )}
                entries={[
                    { note: <>Signed in as <strong>{user.name}</strong></> },
                    { title: 'Profile and security', icon: 'user', to: '/profile' },
                    { title: 'Access tokens', icon: 'key', to: '/tokens' },
                    'line',
                    { note: <ThemeSwitch /> },
                    'line',
                    { title: 'Sign out', icon: 'sign_out', run: () => void signOut().catch(notifyFailure) },
                ]}
            />
        </div>
    );
}

/** Light, dark, or as the system says. */
export function ThemeSwitch() {
    const [choice, setChoice] = useState(themeChoice);
    return (
        <Segments<ThemeChoice>
            label="Colours" value={choice}
            options={[
                { value: 'light', label: 'Light', icon: 'sun' }, { value: 'dark', label: 'Dark', icon: 'moon' },
                { value: 'system', label: 'System', icon: 'monitor' },
            ]}
            onChange={(next) => {
                chooseTheme(next);
                setChoice(next);
            }}
        />
    );
}
