// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Avatar } from '../../kit/Avatar';
import { Menu } from '../../kit/Menu';
import { notifyFailure } from '../../kit/toasts';
import { useSession, useSessionState } from '../session/SessionContext';
import { ConnectionDot } from './ConnectionBanner';
import { ThemeSwitch } from './ThemeSwitch';

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
