// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { KeyboardEvent, useEffect, useState } from 'react';
import { useSession, useSessionState } from '../../app/session/SessionContext';
import { useModal } from '../../kit/Dialog';
import { SignInForm } from './SignInForm';

/**
 * Lies over everything when the session has ended, and shows nothing of it; what was typed underneath is still there when
 * the same person signs in again.
 */
export function SignInAgain() {
    const { accept, resume, leave } = useSessionState();
    const { user } = useSession();
    const dialog = useModal(() => {}, true);
    const [title] = useState(() => document.title);
    useEffect(() => () => {
        document.title = title;
    }, [title]);
    // They may have signed in again in another tab.
    useEffect(() => {
        const look = () => {
            if (document.visibilityState === 'visible') resume();
        };
        document.addEventListener('visibilitychange', look);
        return () => document.removeEventListener('visibilitychange', look);
    }, [resume]);
    // There is no way around it.
    const press = (event: KeyboardEvent) => {
        if (event.key === 'Escape') event.preventDefault();
    };
    return (
        <dialog ref={dialog} className="curtain" aria-label="Sign in again" onKeyDown={press}>
            <SignInForm again={{ name: user.name, onLeave: leave }} onDone={(next) => { accept(next); resume(); }} />
        </dialog>
    );
}
