// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { StateBadge } from '../../kit';
import { useLiveState } from '../../live/useLive';

/** Says that lines are shown as they are written, for as long as that is so. */
export function LiveBadge() {
    return useLiveState() === 'open'
        ? <StateBadge state="running" label="Live" isPlain />
        : <StateBadge state="waiting" label="Reconnecting" isPlain />;
}
