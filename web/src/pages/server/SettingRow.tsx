// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { FormEvent, useEffect, useState } from 'react';
import { api, sentence, SettingEntry } from '../../api';
import { Badge, Button, Field, notifySuccess, useAction } from '../../kit';

/** One setting: what it is for, what holds and why, and a field to change it. */
export function SettingRow({ entry, onChanged }: { entry: SettingEntry; onChanged: () => void }) {
    const [text, setText] = useState(entry.text);
    useEffect(() => setText(entry.text), [entry.text]);
    const path = { setting: entry.name };
    const [save, saving] = useAction(async () => {
        await api.setSetting({ path, body: { value: text.trim() } });
        notifySuccess(`${entry.name} is ${text.trim() || 'empty'}`);
        onChanged();
    });
    const [reset, resetting] = useAction(async () => {
        await api.resetSetting({ path });
        onChanged();
    });
    const isChanged = text !== entry.text;
    const error = saving.error ?? resetting.error;
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (isChanged) save();
    };
    return (
        <li className="setting">
            <div className="setting-text">
                <p className="row row-wrap">
                    <code className="strong">{entry.name}</code>
                    {entry.is_set ? <Badge tone="accent">Set</Badge> : <span className="tiny faint">Default</span>}
                </p>
                <p className="soft small">{entry.summary}</p>
            </div>
            <form className="setting-form" onSubmit={submit} noValidate>
                <Field
                    label={<span className="unseen">{entry.name}</span>} hint={sentence(entry.bounds)}
                    error={error && [error.detail, error.hint].filter(Boolean).map((words) => sentence(words!)).join(' ')}
                >
                    {(handles) => (
                        <input
                            {...handles} className="input input-code" value={text} placeholder={entry.default || 'not set'}
                            inputMode={entry.type === 'count' ? 'numeric' : 'text'} spellCheck={false} autoComplete="off"
                            onChange={(event) => { setText(event.target.value); saving.clear(); }}
                        />
                    )}
                </Field>
                <div className="row">
                    {isChanged && (
                        <>
                            <Button type="submit" kind="primary" isSmall isBusy={saving.isBusy}>Save</Button>
                            <Button isSmall onClick={() => { setText(entry.text); saving.clear(); }}>Discard</Button>
                        </>
                    )}
                    {!isChanged && entry.is_set && (
                        <Button kind="ghost" isSmall icon="rollback" isBusy={resetting.isBusy} onClick={reset}>
                            Back to {entry.default || 'none'}
                        </Button>
                    )}
                </div>
            </form>
        </li>
    );
}
