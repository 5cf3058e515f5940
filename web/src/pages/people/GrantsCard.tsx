// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useState } from 'react';
import { api, tagOf, User } from '../../api';
import { Button, Card, notifySuccess, ProblemNotice, useAction } from '../../kit';
import { afterConflict } from './afterConflict';
import { GrantsEditor } from './GrantsEditor';

/** What a person may do, to be changed. */
export function GrantsCard({ user, onSaved }: { user: User; onSaved: () => void }) {
    const [grants, setGrants] = useState(user.grants);
    const current = JSON.stringify(user.grants);
    useEffect(() => setGrants(user.grants), [current]);
    const [save, { isBusy, error }] = useAction(async () => {
        const change = () => api.changeUser({ path: { user: user.id }, body: { grants }, ifMatch: tagOf(user) });
        await afterConflict(change, onSaved);
        notifySuccess('Saved');
        onSaved();
    });
    const isChanged = JSON.stringify(grants) !== current;
    return (
        <Card
            title="Roles" text="Beside those of their teams; the highest counts."
            foot={isChanged && (
                <>
                    <Button onClick={() => setGrants(user.grants)}>Discard</Button>
                    <Button kind="primary" isBusy={isBusy} onClick={save}>Save</Button>
                </>
            )}
        >
            <div className="stack">
                {error && <ProblemNotice error={error} />}
                <GrantsEditor grants={grants} onChange={setGrants} />
            </div>
        </Card>
    );
}
