// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, newIdempotencyKey, type Profile, type Release } from '../../../api';
import { navigate } from '../../../app/router/location';
import { Button, CommandLine, Dialog, FormDialog, Menu, ProblemNotice, useAction } from '../../../kit';
import { deployCommand } from '../deployCommand';
import { resources } from '../../../live/ResourceStore';

/** Deploys the source of the active release again, or says how to deploy another. */
export function DeployButton({ project, profile, active }: {
    project: string; profile: Profile; active: Release | undefined;
}) {
    const [shown, setShown] = useState<'again' | 'other'>();
    return (
        <>
            <Menu
                label="Deploy" trigger={({ isOpen, toggle }) => (
                    <Button kind="primary" icon="rocket" aria-haspopup="menu" aria-expanded={isOpen} onClick={toggle}>
                        Deploy
                    </Button>
                )}
                entries={[
                    {
                        title: active ? `The source of v${active.number} again` : 'The same source again', icon: 'refresh',
                        isDisabled: !active, run: () => setShown('again'),
                    },
                    { title: 'Another source …', icon: 'terminal', run: () => setShown('other') },
                ]}
            />
            {shown === 'again' && active && (
                <Redeploy project={project} profile={profile} active={active} onClose={() => setShown(undefined)} />
            )}
            {shown === 'other' && (
                <Dialog
                    title={`Deploy to ${profile}`} text="From the folder that has the source, or from a job of your CI."
                    onClose={() => setShown(undefined)}
                >
                    <div className="dialog-body">
                        <CommandLine text={deployCommand(project, profile)} />
                        <p className="small soft">
                            Files that are here already are not sent again. The run appears on this page as soon as it
                            begins.
                        </p>
                    </div>
                </Dialog>
            )}
        </>
    );
}

/** Makes a new release of the active one's source, with the variables as they are now. */
function Redeploy({ project, profile, active, onClose }: {
    project: string; profile: Profile; active: Release; onClose: () => void;
}) {
    // One key for as long as the dialog is open: pressing twice asks for one run.
    const [key] = useState(newIdempotencyKey);
    const [deploy, { isBusy, error }] = useAction(async () => {
        const path = { project, number: active.number };
        const manifest = await api.getReleaseManifest({ path, query: { profile } });
        const run = await api.startDeployment({
            path: { project }, body: { profile, manifest, origin: active.origin }, idempotencyKey: key,
        });
        resources.put(`runs/${run.id}`, run);
        onClose();
        navigate(`/runs/${run.id}`);
    });
    return (
        <FormDialog
            title={`Deploy v${active.number} again?`} action="Deploy" isBusy={isBusy} onSubmit={deploy}
            onClose={onClose}
        >
            <p className="soft">
                A new release is made of the same source, with the variables of {profile} as they are now. What was built is used again
                where nothing that goes into the build has changed. The active release serves until the new one has
                proven healthy.
            </p>
            {error && <ProblemNotice error={error} />}
        </FormDialog>
    );
}
