// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { duration, exactTime, relativeTime } from './format';
import { useNow } from './useNow';

/** How long ago, kept current; the exact time when pointed at. */
export function Time({ at }: { at: string }) {
    const now = useNow();
    const time = Date.parse(at);
    return <time dateTime={at} title={exactTime(time)} className="numeric">{relativeTime(time, now)}</time>;
}

/** How long something took, or takes so far: it then counts. */
export function Elapsed({ from, to }: { from: string; to?: string }) {
    return to ? <span className="numeric">{duration(Date.parse(to) - Date.parse(from))}</span> : <Counting from={from} />;
}

function Counting({ from }: { from: string }) {
    const now = useNow();
    return <span className="numeric">{duration(Math.max(0, now - Date.parse(from)))}</span>;
}
