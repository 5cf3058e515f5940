// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import { Tone, toneOf, words } from './tone';

/** A few words in the colour of their meaning. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
    return <span className={`badge tone-${tone}`}>{children}</span>;
}

/** A coloured point; `isLive` lets it pulse for what goes on right now. */
export function Dot({ tone, isLive = false }: { tone: Tone; isLive?: boolean }) {
    return <span className={`dot tone-${tone}${isLive ? ' dot-live' : ''}`} aria-hidden />;
}

const moving = new Set(['running', 'cancelling', 'starting', 'restarting', 'candidate']);

/** The state of a run, step, release or service. */
export function StateBadge({ state, isPlain = false, label }: { state: string; isPlain?: boolean; label?: string }) {
    const tone = toneOf(state);
    return (
        <span className={`badge tone-${tone}${isPlain ? ' badge-plain' : ''}`}>
            <Dot tone={tone} isLive={moving.has(state)} />
            {label ?? words(state)}
        </span>
    );
}

/** A small neutral word, e.g. a scope or a label. */
export function Tag({ children }: { children: ReactNode }) {
    return <span className="tag">{children}</span>;
}

export function Count({ value, tone = 'neutral' }: { value: number; tone?: Tone }) {
    return <span className={`count tone-${tone}`}>{value > 99 ? '99+' : value}</span>;
}
