// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Fragment, useMemo } from 'react';
import { api, type Profile } from '../../../api';
import { Loaded, Skeleton } from '../../../kit';
import { useResource } from '../../../live/useResource';
import type { FileChange } from '../../../releases/difference';
import { type DiffLine, hunks } from '../../../releases/lineDiff';

/** The server gives out no larger files. */
const largest = 1 << 20;
/** Lines that are shown of one file. */
const mostLines = 2000;

const marks: Record<DiffLine['kind'], string> = { same: ' ', added: '+', removed: '-' };

/** The lines in which a file differs between two releases. */
export function FileDiff({ project, profile, from, to, file }: {
    project: string; profile: Profile; from: number; to: number; file: FileChange;
}) {
    const isLarge = Math.max(file.before ?? 0, file.after ?? 0) > largest;
    const texts = useResource(`diff/${project}/${profile}/${from}/${to}/${file.path}`, async (signal) => {
        if (isLarge) return null;
        const read = (number: number): Promise<string> => api.getReleaseFile({
            path: { project, number }, query: { profile, path: file.path }, signal,
        });
        return Promise.all([
            file.change === 'added' ? '' : read(from), file.change === 'removed' ? '' : read(to),
        ]);
    });
    if (isLarge) return <p className="diff-note">It is larger than 1 MiB.</p>;
    return (
        <Loaded resource={texts} skeleton={<Skeleton lines={3} />}>
            {(found) => found && <Lines before={found[0]!} after={found[1]!} />}
        </Loaded>
    );
}

function Lines({ before, after }: { before: string; after: string }) {
    const found = useMemo(() => (isText(before) && isText(after) ? hunks(before, after) : undefined), [before, after]);
    if (!found) return <p className="diff-note">It is no text.</p>;
    if (found.length === 0) {
        return <p className="diff-note">The text is the same; what differs is whether it may be executed.</p>;
    }
    let left = mostLines;
    return (
        <div className="diff-lines" tabIndex={0} role="region" aria-label="Changed lines">
            <table>
                <tbody>
                    {found.map((hunk, index) => {
                        const shown = hunk.slice(0, Math.max(0, left));
                        left -= hunk.length;
                        return (
                            <Fragment key={index}>
                                {index > 0 && shown.length > 0 && <tr className="diff-gap"><td colSpan={4}>⋯</td></tr>}
                                {shown.map((line, at) => <LineRow key={at} line={line} />)}
                            </Fragment>
                        );
                    })}
                    {left < 0 && <tr className="diff-gap"><td colSpan={4}>The rest of the changes is not shown.</td></tr>}
                </tbody>
            </table>
        </div>
    );
}

/** As git decides it: text has no NUL. */
function isText(content: string): boolean {
    return !content.slice(0, 8000).includes('\0');
}

function LineRow({ line }: { line: DiffLine }) {
    return (
        <tr className={`diff-line diff-${line.kind}`}>
            <td className="diff-number">{line.before}</td>
            <td className="diff-number">{line.after}</td>
            <td className="diff-sign">{marks[line.kind]}</td>
            <td className="diff-text">{line.text}</td>
        </tr>
    );
}
