// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api, type EnvironmentEntry, type Profile, type Project, type Release } from '../../../api';
import { useMayIn } from '../../../app/session/SessionContext';
import {
    Badge, Button, Card, ConfirmDialog, EmptyState, Icon, Menu, Notice, notifyFailure, notifySuccess, Table,
} from '../../../kit';
import { resources } from '../../../live/ResourceStore';
import { useResource } from '../../../live/useResource';
import { PasteDialog } from './PasteDialog';
import { VariableDialog } from './VariableDialog';

type Shown = { kind: 'add' } | { kind: 'paste' } | { kind: 'edit' | 'remove' | 'unseal'; entry: EnvironmentEntry };

/** The variables that the next release of a profile runs with. */
export function EnvironmentTab({ project, profile, active }: {
    project: Project; profile: Profile; active: Release | undefined;
}) {
    const { name, id } = project;
    const mayOperate = useMayIn(id, 'operate');
    const [shown, setShown] = useState<Shown>();
    const key = `projects/${name}/environment?${profile}`;
    const environment = useResource(
        key, (signal) => api.listVariables({ path: { project: name }, query: { profile }, signal }),
        [{ types: ['environment.'] }]);
    const items = environment.data?.items;
    const close = (): void => setShown(undefined);
    const save = async (variable: string, value: string, secret: boolean): Promise<void> => {
        await api.setVariable({ path: { project: name, variable }, query: { profile }, body: { value, secret } });
    };
    const saved = (): void => {
        resources.invalidate(key);
        close();
    };
    const unused = (items ?? []).filter((entry) => active && !isInUse(entry, active)).length;
    return (
        <>
            {unused > 0 && (
                <Notice tone="accent" title={`The next release of ${profile} will run with what changed here`}>
                    <p>What runs now goes on with the values it was started with. Deploy the same source again to use them.</p>
                </Notice>
            )}
            <Card
                title={`Variables of ${profile}`} isFlush
                actions={mayOperate && (
                    <>
                        <Button isSmall onClick={() => setShown({ kind: 'paste' })}>Paste .env</Button>
                        <Button isSmall kind="primary" icon="plus" onClick={() => setShown({ kind: 'add' })}>
                            Add
                        </Button>
                    </>
                )}
            >
                <Table
                    label="Variables" rows={{ items, error: environment.error, reload: environment.reload }}
                    keyOf={(entry) => entry.name}
                    columns={[
                        { title: 'Name', cell: (entry) => <code className="strong break">{entry.name}</code> },
                        {
                            title: 'Value',
                            cell: (entry) => <Value entry={entry} isInUse={!active || isInUse(entry, active)} />,
                        },
                        {
                            title: '', name: 'What can be done', isTight: true, isEnd: true,
                            cell: (entry) => mayOperate && (
                                <Menu
                                    label={`What can be done with ${entry.name}`}
                                    entries={[
                                        {
                                            title: 'Change …', icon: 'edit',
                                            run: () => setShown({ kind: 'edit', entry }),
                                        },
                                        entry.secret
                                            ? {
                                                title: 'Make it plain …', icon: 'eye',
                                                run: () => setShown({ kind: 'unseal', entry }),
                                            }
                                            : {
                                                title: 'Make it a secret', icon: 'lock', run: () => {
                                                    save(entry.name, entry.value, true).then(saved, notifyFailure);
                                                },
                                            },
                                        'line',
                                        {
                                            title: 'Remove …', icon: 'trash', isDanger: true,
                                            run: () => setShown({ kind: 'remove', entry }),
                                        },
                                    ]}
                                />
                            ),
                        },
                    ]}
                    empty={(
                        <EmptyState
                            icon="key" title="No variable yet"
                            command={`dextra env set --project ${name} DATABASE_URL=- < url.txt`}
                            action={mayOperate && (
                                <Button icon="plus" onClick={() => setShown({ kind: 'add' })}>Add a variable</Button>
                            )}
                        >
                            Addresses, keys and switches that the application reads. Secrets are sealed, and nobody sees
                            them again.
                        </EmptyState>
                    )}
                />
            </Card>
            {shown?.kind === 'add' && (
                <VariableDialog save={save} taken={items ?? []} onSaved={saved} onClose={close} />
            )}
            {shown?.kind === 'edit' && (
                <VariableDialog entry={shown.entry} save={save} taken={[]} onSaved={saved} onClose={close} />
            )}
            {shown?.kind === 'unseal' && (
                <VariableDialog
                    entry={{ ...shown.entry, secret: false }} save={save} taken={[]} onSaved={saved} onClose={close}
                />
            )}
            {shown?.kind === 'paste' && <PasteDialog known={items ?? []} save={save} onSaved={saved} onClose={close} />}
            {shown?.kind === 'remove' && (
                <ConfirmDialog
                    title={`Remove ${shown.entry.name}?`} action="Remove" onClose={close}
                    onConfirm={async () => {
                        const path = { project: name, variable: shown.entry.name };
                        await api.deleteVariable({ path, query: { profile } });
                        resources.invalidate(key);
                        notifySuccess(`${shown.entry.name} is removed`);
                    }}
                >
                    <p>The next release of {profile} runs without it.{shown.entry.secret && ' The secret can’t be read back.'}</p>
                </ConfirmDialog>
            )}
        </>
    );
}

/** Whether the active release runs with this very value. */
function isInUse(entry: EnvironmentEntry, active: Release): boolean {
    const used: { name: string; value?: string; secret?: string } | undefined
        = active.environment.find(({ name }) => name === entry.name);
    if (!used) return false;
    if (!entry.secret) return used.value === entry.value;
    if (used.secret === undefined) return false;
    const mark = active.secret_marks?.[entry.name];
    // Without marks nobody knows.
    return mark === undefined || entry.mark === undefined || mark === entry.mark;
}

function Value({ entry, isInUse: used }: { entry: EnvironmentEntry; isInUse: boolean }) {
    return (
        <span className="row row-wrap">
            {entry.secret
                ? <span className="row gap-1 soft"><Icon name="lock" size={12} label="Secret" />{entry.value}</span>
                : <code className="break">{entry.value === '' ? <span className="faint">(empty)</span> : entry.value}</code>}
            {!used && <Badge tone="accent">from the next release on</Badge>}
        </span>
    );
}
