// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useMemo, useState } from 'react';
import type { EnvironmentEntry } from '../../../api';
import { parseEnvironment } from '../../../environment/dotenv';
import { counted } from '../../../format/quantity';
import { Badge, FormDialog, Notice, notifySuccess, ProblemNotice, TextAreaField, useAction } from '../../../kit';

/** Many variables at once, from the text of a .env file; each is shown before it is saved. */
export function PasteDialog({ known, save, onSaved, onClose }: {
    known: readonly EnvironmentEntry[]; save: (name: string, value: string, secret: boolean) => Promise<void>;
    onSaved: () => void; onClose: () => void;
}) {
    const [text, setText] = useState('');
    const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({});
    const { variables, problems } = useMemo(() => parseEnvironment(text), [text]);
    const isSecret = (name: string, fallback: boolean): boolean => choices[name] ?? fallback;
    const [submit, { isBusy, error }] = useAction(async () => {
        // One after another: the first that is refused is the one that is told of.
        for (const { name, value, isSecret: sounds } of variables) await save(name, value, isSecret(name, sounds));
        notifySuccess(`${counted(variables.length, 'variable')} saved`);
        onSaved();
    });
    return (
        <FormDialog
            title="Paste a .env file" text="Variables that are there already get the new value." width="40rem"
            isBusy={isBusy}
            action={variables.length > 0 ? `Save ${counted(variables.length, 'variable')}` : 'Save'}
            canSubmit={variables.length > 0}
            onSubmit={submit} onClose={onClose}
        >
            <TextAreaField
                label="Text" value={text} onChange={setText} isCode rows={6} autoFocus
                placeholder={'DATABASE_URL=postgres://…\nLOG_LEVEL=info'}
                hint="It is read here in the page, and sent when you save."
            />
            {problems.length > 0 && (
                <Notice tone="warning" title={`${counted(problems.length, 'line')} left out`}>
                    <ul>{problems.slice(0, 5).map(({ line, says }) => <li key={line}>Line {line}: {says}</li>)}</ul>
                </Notice>
            )}
            {variables.length > 0 && (
                <ul className="pasted" aria-label="What will be saved">
                    {variables.map(({ name, value, isSecret: sounds }) => (
                        <li key={name} className="pasted-entry">
                            <code className="truncate">{name}</code>
                            <code className="truncate soft">{isSecret(name, sounds) ? '••••' : value}</code>
                            {known.some((entry) => entry.name === name) ? <Badge tone="warning">replaces</Badge> : <span />}
                            <label className="check small">
                                <input
                                    type="checkbox" checked={isSecret(name, sounds)}
                                    onChange={(event) => setChoices({ ...choices, [name]: event.target.checked })}
                                />
                                secret<span className="unseen"> {name}</span>
                            </label>
                        </li>
                    ))}
                </ul>
            )}
            {error && <ProblemNotice error={error} />}
        </FormDialog>
    );
}
