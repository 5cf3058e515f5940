// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ReactNode, useState } from 'react';
import { useAction } from './useAction';
import { FormDialog } from './Dialog';
import { TextField } from './Field';
import { ProblemNotice } from './Notice';

/** Asks before something that can't be taken back; with `phrase` the person has to type it. */
export function ConfirmDialog({ title, children, action, phrase, onConfirm, onClose }: {
    title: string; children?: ReactNode; action: string; phrase?: string;
    onConfirm: () => Promise<unknown>; onClose: () => void;
}) {
    const [typed, setTyped] = useState('');
    const [confirm, { isBusy, error }] = useAction(async () => {
        await onConfirm();
        onClose();
    });
    return (
        <FormDialog
            title={title} action={action} kind="danger-primary" isBusy={isBusy} onSubmit={confirm} onClose={onClose}
            canSubmit={phrase === undefined || typed === phrase}
        >
            {children && <div className="stack gap-2 soft">{children}</div>}
            {phrase !== undefined && (
                <TextField
                    label={<>Type <code>{phrase}</code> to confirm</>} value={typed} onChange={setTyped} autoFocus
                    autoComplete="off" isCode
                />
            )}
            {error && <ProblemNotice error={error} />}
        </FormDialog>
    );
}
