// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useState } from 'react';
import { api, tagOf, User } from '../../api';
import { Button, Card, notifySuccess, problemAt, ProblemNotice, problemElsewhere, TextAreaField, useAction } from '../../kit';
import { afterConflict } from './afterConflict';

/** Where a person may come from. */
export function AddressesCard({ user, onSaved }: { user: User; onSaved: () => void }) {
    const kept = (user.allowed_addresses ?? []).join('\n');
    const [text, setText] = useState(kept);
    useEffect(() => setText(kept), [kept]);
    const [save, { isBusy, error }] = useAction(async () => {
        const body = { allowed_addresses: text.split(/[\s,]+/).filter(Boolean) };
        await afterConflict(() => api.changeUser({ path: { user: user.id }, body, ifMatch: tagOf(user) }), onSaved);
        notifySuccess('Saved');
        onSaved();
    });
    const atField = problemAt(error, 'allowed_addresses', 'address_invalid', 'invalid_address');
    const other = problemElsewhere(error, atField);
    return (
        <Card
            title="Allowed addresses" text="Networks from which this person may sign in; all, when there is none."
            foot={text !== kept && (
                <>
                    <Button onClick={() => setText(kept)}>Discard</Button>
                    <Button kind="primary" isBusy={isBusy} onClick={save}>Save</Button>
                </>
            )}
        >
            <div className="stack">
                {other && <ProblemNotice error={other} />}
                <TextAreaField
                    label="Networks, one on each line" isOptional rows={3} isCode value={text} onChange={setText} error={atField}
                    placeholder={'192.0.2.0/24\n2001:db8::/32'}
                />
            </div>
        </Card>
    );
}
