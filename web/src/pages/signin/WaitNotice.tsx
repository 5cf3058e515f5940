// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { ApiError, sentence } from '../../api';
import { duration, Notice, useNow } from '../../kit';

/** Too many attempts: says when the next one is possible, and counts down to it. */
export function WaitNotice({ error }: { error: ApiError }) {
    const now = useNow();
    const [since] = useState(Date.now);
    const left = since + (error.retryAfter ?? 0) - now;
    if (left <= 0) return <Notice tone="neutral" title="You can try again now." />;
    return (
        <Notice tone="warning" title={sentence(error.detail)}>
            <p>The next attempt is possible in {duration(Math.ceil(left / 1000) * 1000)}.</p>
        </Notice>
    );
}
