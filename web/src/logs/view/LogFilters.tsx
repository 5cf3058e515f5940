// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import { levelNames, type LevelName } from '../lines/level';
import type { LineFilter } from '../lines/rows';
import { Select } from '../../kit';
import { words } from '../../kit/tone';
import type { LogModel } from './logModel';

type LevelChoice = 'all' | 'quiet' | 'warning' | 'error';

const choices: Record<LevelChoice, readonly LevelName[]> = {
    all: [], quiet: levelNames.filter((name) => name !== 'debug'), warning: ['warning', 'error'], error: ['error'],
};

const levelOptions = [
    { value: 'all', label: 'All levels' }, { value: 'quiet', label: 'Without debug' },
    { value: 'warning', label: 'Warnings and errors' }, { value: 'error', label: 'Errors' },
] as const;

const streamLabels: Record<string, string> = { stdout: 'Standard output', stderr: 'Standard error', system: 'Dextra' };

function only(value: string): ReadonlySet<string> {
    return value === '' ? new Set() : new Set([value]);
}

/** Which lines are shown: by level, by where they came from, and by stream. */
export function LogFilters({ model, part, children }: {
    model: LogModel; part: string | undefined; children?: ReactNode;
}) {
    const { filter, store } = model;
    const set = (change: Partial<LineFilter>): void => model.setFilter({ ...filter, ...change });
    const level = (Object.keys(choices) as LevelChoice[])
        .find((name) => choices[name].length === filter.levels.size
            && choices[name].every((one) => filter.levels.has(one)));
    return (
        <div className="log-filters">
            <Select
                aria-label="Level" value={level ?? 'all'} options={levelOptions}
                onChange={(value) => set({ levels: new Set(choices[value]) })}
            />
            {part === 'Step' && store.parts.length > 1 && (
                <Select
                    aria-label="Step" value={[...filter.parts][0] ?? ''}
                    onChange={(value) => set({ parts: only(value) })}
                    options={[
                        { value: '', label: 'All steps' },
                        ...store.parts.map((name) => ({ value: name, label: words(name) })),
                    ]}
                />
            )}
            {store.streamNames.length > 1 && (
                <Select
                    aria-label="Stream" value={[...filter.streams][0] ?? ''}
                    onChange={(value) => set({ streams: only(value) })}
                    options={[
                        { value: '', label: 'All streams' },
                        ...store.streamNames.map((name) => ({ value: name, label: streamLabels[name] ?? name })),
                    ]}
                />
            )}
            {children}
        </div>
    );
}
