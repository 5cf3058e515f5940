// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, newIdempotencyKey, type Profile, type Release } from '../../../api';
import { navigate } from '../../../app/router/location';
import { Button, FormDialog, ProblemNotice, useAction } from '../../../kit';
import { resources } from '../../../live/ResourceStore';
import { ReleaseDiff } from './ReleaseDiff';

/** Goes back to an earlier release, after showing what that changes. */
export function RollbackButton({ project, profile, active, target, label = 'Roll back', isSmall = true }: {
    project: string; profile: Profile; active: Release; target: Release; label?: string; isSmall?: boolean;
}) {
    const [isAsking, setAsking] = useState(false);
    return (
        <>
            <Button isSmall={isSmall} icon="rollback" onClick={() => setAsking(true)}>{label}</Button>
            {isAsking && (
                <RollbackDialog
                    project={project} profile={profile} active={active} target={target} onClose={() => setAsking(false)}
                />
            )}
        </>
    );
}

function RollbackDialog({ project, profile, active, target, onClose }: {
    project: string; profile: Profile; active: Release; target: Release; onClose: () => void;
}) {
    const [key] = useState(newIdempotencyKey);
    const [rollBack, { isBusy, error }] = useAction(async () => {
        const run = await api.rollBack({ path: { project }, body: { profile, release: target.number }, idempotencyKey: key });
        resources.put(`runs/${run.id}`, run);
        onClose();
        navigate(`/runs/${run.id}`);
    });
    return (
        <FormDialog
            title={`Go back from v${active.number} to v${target.number}?`} action={`Go back to v${target.number}`}
            isBusy={isBusy} width="44rem"
            text={target.status === 'warm'
                ? 'It still runs: going back is a switch, and takes a moment.'
                : 'It is started first, and gets the traffic once it has proven healthy.'}
            onSubmit={rollBack} onClose={onClose}
        >
            <p className="small soft">
                Files and variables go back together; secrets keep their current value, and so do databases. This changes:
            </p>
            <ReleaseDiff project={project} profile={profile} from={active} to={target} keepsSecrets />
            {error && <ProblemNotice error={error} />}
        </FormDialog>
    );
}
