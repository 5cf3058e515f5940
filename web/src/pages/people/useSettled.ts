// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useState } from 'react';

/** A value once it has not changed for a moment: what is typed is not asked for letter by letter. */
export function useSettled<T>(value: T, milliseconds = 300): T {
    const [settled, setSettled] = useState(value);
    const key = JSON.stringify(value);
    useEffect(() => {
        const timer = window.setTimeout(() => setSettled(value), milliseconds);
        return () => window.clearTimeout(timer);
    }, [key, milliseconds]);
    return settled;
}
