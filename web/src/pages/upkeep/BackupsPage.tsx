// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';
import { api } from '../../api';
import { navigate } from '../../app/router/location';
import { useSession } from '../../app/session/SessionContext';
import {
    Badge, Button, byteSize, Checkbox, CommandLine, EmptyState, exactTime, FormDialog, Notice, PageFrame, PasswordField,
    ProblemNotice, Table, Time, useAction,
} from '../../kit';
import { usePages } from '../../live/usePages';

const keyWords = { none: 'without the key', plain: 'with the key, readable', sealed: 'with the key, sealed' } as const;
const keyTones = { none: 'neutral', plain: 'warning', sealed: 'success' } as const;

/** The backups of the server's own folder, and a new one. */
export default function BackupsPage() {
    const [isAsking, setAsking] = useState(false);
    const backups = usePages(
        'backups', (part, signal) => api.listBackups({ query: part, signal }), [{ types: ['run.finished'] }]);
    const action = <Button kind="primary" icon="plus" onClick={() => setAsking(true)}>New backup</Button>;
    return (
        <PageFrame
            title="Backups" actions={action}
            text="The database and the sources of all kept releases, as of one moment, while everything goes on."
        >
            <Table
                label="Backups" rows={backups} keyOf={(backup) => backup.file ?? backup.created_at}
                columns={[
                    {
                        title: 'Made', isTight: true,
                        cell: ({ created_at: at }) => <span title={exactTime(Date.parse(at))}><Time at={at} /></span>,
                    },
                    { title: 'File', cell: ({ file }) => <code className="break">{file ?? '–'}</code> },
                    {
                        title: 'Holds', isTight: true,
                        cell: ({ key, has_data: hasData }) => (
                            <span className="row">
                                {hasData && <Badge>data</Badge>}
                                <Badge tone={keyTones[key]}>{keyWords[key]}</Badge>
                            </span>
                        ),
                    },
                    {
                        title: 'Size', isTight: true, isEnd: true,
                        cell: ({ size }) => (size === undefined ? '–' : byteSize(size)),
                    },
                ]}
                empty={(
                    <EmptyState icon="download" title="There is no backup yet" action={action}>
                        Make one now, or set <code>backup.every</code> in the settings so that they are made by themselves.
                    </EmptyState>
                )}
            />
            <div className="stack gap-2">
                <p className="small soft">
                    A backup is restored on the machine, while no server runs on its data directory:
                </p>
                <CommandLine text="dextra backup restore FILE" />
            </div>
            {isAsking && <BackupDialog onClose={() => setAsking(false)} />}
        </PageFrame>
    );
}

function BackupDialog({ onClose }: { onClose: () => void }) {
    const [withData, setWithData] = useState(false);
    const [withKey, setWithKey] = useState(true);
    const [passphrase, setPassphrase] = useState('');
    // A key in clear is for the machine's own user: the server refuses it to everybody else.
    const mayBeClear = useSession().user.id === 'local';
    const [create, { isBusy, error }] = useAction(async () => {
        const run = await api.startBackup({
            body: {
                is_folder: true, with_data: withData, with_key: withKey && passphrase === '',
                passphrase: withKey && passphrase !== '' ? passphrase : undefined,
            },
        });
        onClose();
        navigate(`/runs/${run.id}`);
    });
    return (
        <FormDialog
            title="Make a backup" text="It goes into the server’s own folder for backups." action="Make it"
            isBusy={isBusy} canSubmit={!withKey || passphrase !== '' || mayBeClear}
            onSubmit={create} onClose={onClose}
        >
            <Checkbox
                label="With the folders that applications write to"
                hint="As they are at the moment, without stopping anything."
                isChecked={withData} onChange={setWithData}
            />
            <Checkbox
                label="With the vault’s key" hint="Without it, secrets can only be read where the key is kept."
                isChecked={withKey} onChange={setWithKey}
            />
            {withKey && (
                <PasswordField
                    label="Passphrase that seals the key" value={passphrase} onChange={setPassphrase}
                    autoComplete="new-password"
                    hint={mayBeClear
                        ? 'Whoever restores needs it. Left empty, the key is readable for whoever has the backup.'
                        : 'Whoever restores needs it. Keep it elsewhere than the backup.'}
                />
            )}
            {withKey && passphrase === '' && mayBeClear && (
                <Notice tone="warning">Everybody who gets hold of this backup can read every secret in it.</Notice>
            )}
            {error && <ProblemNotice error={error} />}
        </FormDialog>
    );
}
