// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Event } from '../api';

/** Events, newest first, each once: what is there and what comes, from either end. */
export function merged(known: readonly Event[], more: readonly Event[]): readonly Event[] {
    const cursors = new Set(known.map(({ cursor }) => cursor));
    const fresh = more.filter(({ cursor }) => !cursors.has(cursor));
    if (fresh.length === 0) return known;
    return [...known, ...fresh].sort((left, right) => right.cursor - left.cursor);
}
