// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api } from '../../api';
import { navigate, useQueryParameter } from '../../app/router/location';
import { counted } from '../../format/quantity';
import { Button, byteSize, Card, ConfirmDialog, EmptyState, Loaded, PageFrame, Select, Skeleton, Table, Tag } from '../../kit';
import { useResource } from '../../live/useResource';
import { phrase } from '../../format/words';
import { useProjects } from '../shipping/useProjects';

/** What would go if everything that is no longer needed went now, and what stays, each with its reason. */
export default function PrunePage() {
    const projects = useProjects();
    const [project, setProject] = useQueryParameter('project');
    const [isAsking, setAsking] = useState(false);
    const report = useResource(
        `prune?${project}`, (signal) => api.previewPrune({ query: { project: project || undefined }, signal }),
        [{ types: ['run.finished', 'setting.'] }]);
    return (
        <PageFrame
            title="Clean up"
            text="What is no longer needed, why it goes, and what stays. The settings say how much is kept."
            actions={(
                <Button
                    kind="danger" icon="trash" disabled={!report.data || report.data.items.length === 0}
                    onClick={() => setAsking(true)}
                >
                    Remove …
                </Button>
            )}
        >
            <div className="filters">
                <Select
                    aria-label="Project" value={project} onChange={setProject}
                    options={[
                        { value: '', label: 'Everything' },
                        ...(projects.data?.items ?? []).map(({ project: { name } }) => ({ value: name, label: name })),
                    ]}
                />
            </div>
            <Loaded resource={report} skeleton={<Skeleton lines={6} />}>
                {({ items, kept }) => (
                    <>
                        <Table
                            label="What would go" rows={{ items }}
                            keyOf={({ kind, name, project: of }) => `${kind} ${of} ${name}`}
                            columns={[
                                { title: 'What', isTight: true, cell: ({ kind }) => <Tag>{phrase(kind)}</Tag> },
                                { title: 'Name', cell: ({ name }) => <code className="break">{name}</code> },
                                { title: 'Project', isTight: true, cell: ({ project: of }) => of ?? '–' },
                                { title: 'Why', cell: ({ why }) => <span className="soft">{why}</span> },
                                {
                                    title: 'Size', isTight: true, isEnd: true,
                                    cell: ({ size }) => (size === undefined ? '–' : byteSize(size)),
                                },
                            ]}
                            empty={(
                                <EmptyState icon="check_circle" title="There is nothing to remove">
                                    Everything that is here is still needed, or within what the settings keep.
                                </EmptyState>
                            )}
                        />
                        {kept.length > 0 && (
                            <Card title="What stays" isFlush>
                                <Table
                                    label="What stays" rows={{ items: kept }}
                                    keyOf={({ kind, why }) => `${kind} ${why}`}
                                    columns={[
                                        { title: 'What', isTight: true, cell: ({ kind }) => <Tag>{phrase(kind)}</Tag> },
                                        { title: 'Why', cell: ({ why }) => <span className="soft">{why}</span> },
                                        {
                                            title: 'Number', isTight: true, isEnd: true,
                                            cell: ({ count }) => <span className="numeric">{count}</span>,
                                        },
                                    ]}
                                />
                            </Card>
                        )}
                        {isAsking && (
                            <ConfirmDialog
                                title={`Remove ${counted(items.length, 'thing')}?`} action="Remove them"
                                onClose={() => setAsking(false)}
                                onConfirm={async () => {
                                    const run = await api.startPrune({ body: { project: project || undefined } });
                                    navigate(`/runs/${run.id}`);
                                }}
                            >
                                <p>
                                    {byteSize(items.reduce((sum, { size }) => sum + (size ?? 0), 0))} become free. What is needed again
                                    later is built or fetched anew; removed runs and logs are gone.
                                </p>
                            </ConfirmDialog>
                        )}
                    </>
                )}
            </Loaded>
        </PageFrame>
    );
}
