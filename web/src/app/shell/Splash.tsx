// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import { Logo } from './Logo';

/** Before anything is known. */
export function Splash({ children }: { children?: ReactNode }) {
    return (
        <main className="splash">
            <h1 className="unseen">Dextra</h1>
            <Logo size={40} />
            {children}
        </main>
    );
}
