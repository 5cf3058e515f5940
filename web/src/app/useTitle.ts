// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect } from 'react';

/** Names the browser's tab for what is shown. */
export function useTitle(title: string): void {
    useEffect(() => {
        document.title = title ? `${title} · Dextra` : 'Dextra';
    }, [title]);
}
