// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import { ApiError, sentence } from '../api';
import { Button } from './Button';
import { Icon, IconName } from './Icon';
import type { Tone } from './tone';

const icons: Record<Tone, IconName> = {
    neutral: 'info', accent: 'info', running: 'info', success: 'check_circle', warning: 'warning', danger: 'x_circle',
};

/** Something people should know, within the page. */
export function Notice({ tone = 'neutral', title, children, action }: {
    tone?: Tone; title?: ReactNode; children?: ReactNode; action?: ReactNode;
}) {
    return (
        <div className={`notice tone-${tone}`} role={tone === 'danger' ? 'alert' : undefined}>
            <Icon name={icons[tone]} />
            <div className="notice-body grow">
                {title && <p className="notice-title">{title}</p>}
                {children}
            </div>
            {action}
        </div>
    );
}

/** What failed and what to do next, in the server's words. */
export function ProblemNotice({ error, onRetry }: { error: ApiError; onRetry?: () => void }) {
    return (
        <Notice
            tone="danger" title={sentence(error.detail)}
            action={onRetry && <Button isSmall icon="refresh" onClick={onRetry}>Try again</Button>}
        >
            {error.hint && <p>{sentence(error.hint)}</p>}
        </Notice>
    );
}
