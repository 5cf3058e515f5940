// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, type ProjectStatus, type Release } from '../../../api';
import { navigate } from '../../../app/router/location';
import { useMayIn } from '../../../app/session/SessionContext';
import { Button, byteSize, Card, ConfirmDialog, CopyButton, Facts, Notice, Time } from '../../../kit';
import { briefDuration } from '../../../format/time';
import { resources } from '../../../live/ResourceStore';

/** How the active release is run, as dextra.yaml says it, and the end of the project. */
export function SettingsTab({ status, active }: { status: ProjectStatus; active: Release | undefined }) {
    const { project, node } = status;
    const mayOperate = useMayIn(project.id, 'operate');
    return (
        <>
            <Card title="Project">
                <Facts
                    entries={[
                        ['Name', project.name],
                        ['ID', <span className="row"><code>{project.id}</code><CopyButton text={project.id} name="Copy the ID" /></span>],
                        ['Created', <Time at={project.created_at} />],
                        node && ['Lives on', node.name] as const,
                    ]}
                />
            </Card>
            <Card
                title="How it is run"
                text={active && `As v${active.number} has it. It is written in dextra.yaml and changes with the next deployment.`}
            >
                {active ? <RunSettings active={active} /> : <p className="soft">Nothing is deployed in this profile.</p>}
            </Card>
            {mayOperate && <DangerZone project={project.name} />}
        </>
    );
}

function RunSettings({ active }: { active: Release }) {
    const { settings } = active;
    const { health, canary } = settings;
    const statuses = health.expect.map(({ from, to }) => `${from}–${to}`).join(', ');
    const path = active.blueprint.health_path ?? '/';
    return (
        <Facts
            entries={[
                ['Platform', settings.platform ?? 'The server’s own choice'],
                ['Domains', settings.domains.length > 0 ? settings.domains.join(', ') : 'Only the platform’s own address'],
                ['Health', `${path} answers ${statuses} within ${briefDuration(health.timeout_ms)}, asked for ${briefDuration(health.deadline_ms)} at most`],
                ['Processes', String(settings.instances ?? 1)],
                settings.memory_bytes !== undefined && ['Memory', byteSize(settings.memory_bytes)] as const,
                settings.cpus !== undefined && ['Cores', String(settings.cpus)] as const,
                ['Canary', canary
                    ? `${canary.steps.join(' %, ')} % of the requests, each for ${briefDuration(canary.interval_ms)}`
                    : 'The traffic goes over at once'],
                ['Kept warm', `${briefDuration(settings.warm_ms)} after its successor took over`],
                ['Drains', `Open requests may take ${briefDuration(settings.drain_ms)}`],
                ['Stops', `${settings.stop_signal}, and after ${briefDuration(settings.stop_grace_ms)} it is killed`],
                ['Releases kept', settings.keep === undefined ? 'As the server’s settings say' : String(settings.keep)],
            ]}
        />
    );
}

function DangerZone({ project }: { project: string }) {
    const [isAsking, setAsking] = useState(false);
    return (
        <section className="danger-zone" aria-label="What can’t be taken back">
            <div>
                <h2>Destroy the project</h2>
                <p className="small soft">
                    Its applications stop and its releases, variables, secrets and services go, with their data.
                </p>
            </div>
            <Button kind="danger" icon="trash" onClick={() => setAsking(true)}>Destroy …</Button>
            {isAsking && (
                <ConfirmDialog
                    title={`Destroy ${project}?`} action="Destroy it" phrase={project} onClose={() => setAsking(false)}
                    onConfirm={async () => {
                        const run = await api.deleteProject({ path: { project } });
                        resources.invalidate('projects');
                        navigate(`/runs/${run.id}`);
                    }}
                >
                    <Notice tone="danger">
                        Everything of it goes, in all profiles: what runs, every release, variables and secrets,
                        databases with their data.
                        Only a backup brings it back.
                    </Notice>
                </ConfirmDialog>
            )}
        </section>
    );
}
