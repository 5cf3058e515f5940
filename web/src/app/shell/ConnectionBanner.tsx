// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useState } from 'react';
import { Dot } from '../../kit/Badge';
import { useLiveState } from '../../live/useLive';

/** A break shorter than this is not worth a word, in milliseconds. */
const patience = 1500;

/** Says that what is shown may be old, and takes it back by itself. */
export function ConnectionBanner() {
    const state = useLiveState();
    const [isShown, setShown] = useState(false);
    useEffect(() => {
        if (state !== 'reconnecting') {
            setShown(false);
            return undefined;
        }
        const timer = window.setTimeout(() => setShown(true), patience);
        return () => window.clearTimeout(timer);
    }, [state]);
    return (
        <div role="status" aria-live="polite">
            {isShown && (
                <p className="connection-banner tone-warning">
                    <span className="spinner" aria-hidden />
                    The connection to the server is lost. What you see may be old; reconnecting…
                </p>
            )}
        </div>
    );
}

/** The same as a point: green while everything arrives as it happens. */
export function ConnectionDot() {
    const state = useLiveState();
    const text = state === 'open' ? 'Live: everything shown is current' : state === 'connecting' ? 'Connecting…' : 'Reconnecting…';
    return (
        <span title={text} className="connection-dot">
            <Dot tone={state === 'open' ? 'success' : 'warning'} isLive={state !== 'open'} />
            <span className="unseen">{text}</span>
        </span>
    );
}
