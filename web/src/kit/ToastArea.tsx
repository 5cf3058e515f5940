// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Button } from './Button';
import { Icon } from './Icon';
import { putAway, useToasts } from './toasts';

/** Where messages in passing appear; once, in the shell. */
export function ToastArea() {
    const toasts = useToasts();
    return (
        <div className="toasts" role="status" aria-live="polite">
            {toasts.map(({ id, tone, title, text, action }) => (
                <div key={id} className={`toast tone-${tone}`}>
                    <Icon name={tone === 'success' ? 'check_circle' : tone === 'danger' ? 'x_circle' : 'info'} />
                    <div className="grow">
                        <p className="strong">{title}</p>
                        {text && <p className="soft">{text}</p>}
                    </div>
                    {action && <Button isSmall onClick={() => { putAway(id); action.run(); }}>{action.label}</Button>}
                    <Button kind="ghost" isSmall icon="close" aria-label="Dismiss" onClick={() => putAway(id)} />
                </div>
            ))}
        </div>
    );
}
