// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect } from 'react';
import { api } from '../../api';
import { navigate, usePlace } from '../../app/router/location';
import { safeReturn } from '../../app/session/safeReturn';
import { useSessionState } from '../../app/session/SessionContext';
import { useResource } from '../../live/useResource';
import { CommandLine, Notice } from '../../kit';
import { EntryFrame } from './EntryFrame';
import { SignInForm } from './SignInForm';

/** Signing in, and then back to where the person came from. */
export default function LoginPage() {
    const { session, accept } = useSessionState();
    const { query } = usePlace();
    const setup = useResource('setup', (signal) => api.getSetup({ signal }));
    const destination = safeReturn(query.get('return'));

    useEffect(() => {
        if (session) navigate(destination, { replace: true });
    }, [session, destination]);

    if (setup.data?.needed) {
        return (
            <EntryFrame title="Welcome to Dextra" text="Nobody has an account on this server yet. The first one is made with a one-time link.">
                <Notice tone="accent" title="Where the link is">
                    <p>The server printed it when it started. For a new one, type on the server's machine:</p>
                </Notice>
                <CommandLine text="dextra setup-link" />
            </EntryFrame>
        );
    }
    return <SignInForm onDone={accept} />;
}
