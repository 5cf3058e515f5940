// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Tone } from './tone';

/** How far something is, 0 to 100. */
export function Progress({ value, label, tone }: { value: number; label: string; tone?: Tone }) {
    return (
        <div
            className={`progress${tone ? ` tone-${tone}` : ''}`} role="progressbar" aria-label={label} aria-valuemin={0}
            aria-valuemax={100} aria-valuenow={Math.round(value)}
        >
            <div className="progress-bar" style={{ width: `${value}%` }} />
        </div>
    );
}
