// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import { CommandLine } from './CommandLine';
import { Icon, IconName } from './Icon';

/** Where there is nothing yet: what would be here, and how to get it. */
export function EmptyState({ icon, title, children, command, action }: {
    icon: IconName; title: string; children?: ReactNode;
    /** What to type in a terminal. */
    command?: string; action?: ReactNode;
}) {
    return (
        <div className="empty">
            <span className="empty-icon"><Icon name={icon} size={20} /></span>
            <h2>{title}</h2>
            {children && <p>{children}</p>}
            {command && <CommandLine text={command} />}
            {action}
        </div>
    );
}
