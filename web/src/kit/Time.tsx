// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { duration, exactTime, relativeTime } from './format';
import { useTimeText } from './useNow';

/** How long ago, kept current; the exact time when pointed at. */
export function Time({ at }: { at: string }) {
    const time = Date.parse(at);
    const text = useTimeText((now) => relativeTime(time, now));
    return <time dateTime={at} title={exactTime(time)} className="numeric">{text}</time>;
}

/** How long something took, or takes so far: it then counts. */
export function Elapsed({ from, to }: { from: string; to?: string }) {
    return to ? <span className="numeric">{duration(Date.parse(to) - Date.parse(from))}</span> : <Counting from={from} />;
}

function Counting({ from }: { from: string }) {
    return <span className="numeric">{useTimeText((now) => duration(Math.max(0, now - Date.parse(from))))}</span>;
}
