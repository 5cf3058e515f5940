// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useMemo, useState } from 'react';
import { api, ApiError, type Profile, type Release } from '../../../api';
import { counted } from '../../../format/quantity';
import { byteSize, Icon, Loaded, Notice, Skeleton } from '../../../kit';
import { useResource } from '../../../live/useResource';
import {
    difference, type FileChange, fileChanges, type ValueChange, type VariableChange,
} from '../../../releases/difference';
import { FileDiff } from './FileDiff';

/** Files that are listed; who wants to see all has the command line. */
const mostFiles = 300;

/** What differs between two releases: variables, settings, how it is built, and files with their lines. */
export function ReleaseDiff({ project, profile, from, to, keepsSecrets = false }: {
    project: string; profile: Profile; from: Release; to: Release;
    /** The values of secrets stay as they are, whatever they were when the releases were made. */
    keepsSecrets?: boolean;
}) {
    const { settings, blueprint, environment: variables } = useMemo(() => difference(from, to), [from, to]);
    const environment = variables.filter(({ isSecret, change }) => (
        !keepsSecrets || !isSecret || change === 'added' || change === 'removed'));
    const isSameSource = from.source === to.source;
    return (
        <div className="stack gap-4">
            <Variables changes={environment} />
            <Values title="Settings" changes={settings} />
            <Values title="How it is built and run" changes={blueprint} />
            {isSameSource
                ? <p className="small soft">The source is the same.</p>
                : <Files project={project} profile={profile} from={from} to={to} />}
            {isSameSource && environment.length + settings.length + blueprint.length === 0 && (
                <p className="small soft">Nothing else differs either.</p>
            )}
        </div>
    );
}

const marks = { added: '+', changed: '~', removed: '−', unknown: '?' } as const;
const tones = { added: 'success', changed: 'warning', removed: 'danger', unknown: 'neutral' } as const;
const meanings = { added: 'added', changed: 'changed', removed: 'removed', unknown: 'perhaps changed' } as const;

function Mark({ change }: { change: keyof typeof marks }) {
    return (
        <span className={`diff-mark tone-${tones[change]}`} title={meanings[change]}>
            <span aria-hidden>{marks[change]}</span>
            <span className="unseen">{meanings[change]}</span>
        </span>
    );
}

function Variables({ changes }: { changes: readonly VariableChange[] }) {
    if (changes.length === 0) return null;
    return (
        <section className="diff-part">
            <h3>Variables</h3>
            <ul>
                {changes.map(({ name, change, isSecret, before, after }) => (
                    <li key={name} className="diff-entry">
                        <Mark change={change} />
                        <code>{name}</code>
                        {isSecret
                            ? <span className="soft"><Icon name="lock" size={12} label="secret" /></span>
                            : <Change before={before} after={after} />}
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Values({ title, changes }: { title: string; changes: readonly ValueChange[] }) {
    if (changes.length === 0) return null;
    return (
        <section className="diff-part">
            <h3>{title}</h3>
            <ul>
                {changes.map(({ name, before, after }) => (
                    <li key={name} className="diff-entry">
                        <Mark change={before === null ? 'added' : after === null ? 'removed' : 'changed'} />
                        <code>{name}</code>
                        <Change before={shown(before)} after={shown(after)} />
                    </li>
                ))}
            </ul>
        </section>
    );
}

function shown(value: unknown): string | undefined {
    if (value === null || value === undefined) return undefined;
    return typeof value === 'string' ? value : JSON.stringify(value);
}

function Change({ before, after }: { before: string | undefined; after: string | undefined }) {
    return (
        <span className="diff-change">
            {before !== undefined && <del>{before === '' ? '(empty)' : before}</del>}
            {before !== undefined && after !== undefined && <span aria-hidden> → </span>}
            {after !== undefined && <ins>{after === '' ? '(empty)' : after}</ins>}
        </span>
    );
}

function Files({ project, profile, from, to }: { project: string; profile: Profile; from: Release; to: Release }) {
    const changes = useResource(`releases/${from.id}/${to.id}`, async (signal) => {
        const read = async (number: number) => {
            try {
                return await api.getReleaseManifest({ path: { project, number }, query: { profile }, signal });
            } catch (error) {
                if (ApiError.from(error).status === 404) return undefined;
                throw error;
            }
        };
        const [before, after] = await Promise.all([read(from.number), read(to.number)]);
        return before && after ? fileChanges(before, after) : null;
    });
    return (
        <section className="diff-part">
            <h3>Files</h3>
            <Loaded resource={changes} skeleton={<Skeleton lines={3} />}>
                {(found) => {
                    if (!found) {
                        return <Notice>The source of one of them is no longer kept: files can’t be compared.</Notice>;
                    }
                    return (
                        <>
                            <p className="small soft">{summary(found)}</p>
                            <ul className="diff-files">
                                {found.slice(0, mostFiles).map((file) => (
                                    <FileEntry
                                        key={file.path} project={project} profile={profile} from={from} to={to}
                                        file={file}
                                    />
                                ))}
                            </ul>
                            {found.length > mostFiles && (
                                <p className="small soft">
                                    And {counted(found.length - mostFiles, 'file')} more:{' '}
                                    <code>dextra releases diff v{from.number} v{to.number}</code>
                                </p>
                            )}
                        </>
                    );
                }}
            </Loaded>
        </section>
    );
}

function summary(changes: readonly FileChange[]): string {
    const count = (kind: FileChange['change']): number => changes.filter(({ change }) => change === kind).length;
    const parts = [[count('added'), 'added'], [count('changed'), 'changed'], [count('removed'), 'removed']] as const;
    const shown = parts.filter(([number]) => number > 0).map(([number, word]) => `${counted(number, 'file')} ${word}`);
    return shown.join(', ') || 'No file differs.';
}

function FileEntry({ project, profile, from, to, file }: {
    project: string; profile: Profile; from: Release; to: Release; file: FileChange;
}) {
    const [isOpen, setOpen] = useState(false);
    return (
        <li>
            <button type="button" className="diff-file" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} size={14} />
                <Mark change={file.change} />
                <code className="truncate grow">{file.path}</code>
                <span className="tiny soft numeric">{byteSize(file.after ?? file.before ?? 0)}</span>
            </button>
            {isOpen && <FileDiff project={project} profile={profile} from={from.number} to={to.number} file={file} />}
        </li>
    );
}
