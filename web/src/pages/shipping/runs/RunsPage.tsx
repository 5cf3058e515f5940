// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, type RunState } from '../../../api';
import { useQueryParameter } from '../../../app/router/location';
import { Button, EmptyState, PageFrame, Select, Table, words } from '../../../kit';
import { usePages } from '../../../live/usePages';
import { runMoves } from '../runChanges';
import { runColumns } from '../runColumns';
import { useProjects, useProjectNames } from '../useProjects';

const states: RunState[] = ['running', 'waiting', 'pending', 'succeeded', 'failed', 'rolled_back', 'cancelled', 'partial'];
const kinds = ['deploy', 'rollback', 'scale', 'scheduled_command', 'destroy', 'backup', 'prune', 'retire', 'rebuild'];
const refreshOn = [{ types: runMoves }];

function choices(all: string, values: readonly string[]): { value: string; label: string }[] {
    return [{ value: '', label: all }, ...values.map((value) => ({ value, label: words(value) }))];
}

/** Everything that was done, newest first. */
export default function RunsPage() {
    const names = useProjectNames();
    const projects = useProjects();
    const [project, setProject] = useQueryParameter('project');
    const [wantedState, setState] = useQueryParameter('state');
    const state = states.find((each) => each === wantedState) ?? '';
    const [kind, setKind] = useQueryParameter('kind');
    const runs = usePages(
        `runs?${new URLSearchParams({ project, state, kind })}`,
        (part, signal) => api.listRuns({ query: { project, state: state || undefined, kind, ...part }, signal }), refreshOn);
    const isFiltered = project !== '' || state !== '' || kind !== '';
    const clear = (): void => {
        setProject('');
        setState('');
        setKind('');
    };
    return (
        <PageFrame title="Runs" text="Every change is a run: what was done, by which steps, and how it ended.">
            <div className="filters">
                <Select
                    aria-label="Project" value={project} onChange={setProject}
                    options={[
                        { value: '', label: 'All projects' },
                        ...(projects.data?.items ?? []).map(({ project: { name } }) => ({ value: name, label: name })),
                    ]}
                />
                <Select
                    aria-label="State" value={state} onChange={setState}
                    options={choices('All states', states)}
                />
                <Select
                    aria-label="Kind" value={kind} onChange={setKind}
                    options={choices('All kinds', kinds)}
                />
            </div>
            <Table
                label="Runs" rows={runs} columns={runColumns(names)} keyOf={(run) => run.id}
                addressOf={(run) => `/runs/${run.id}`}
                empty={isFiltered
                    ? (
                        <EmptyState
                            icon="filter" title="No run is like that"
                            action={<Button onClick={clear}>Show all runs</Button>}
                        >
                            Runs that are older than what is kept are gone; the others don't fit the filters.
                        </EmptyState>
                    )
                    : (
                        <EmptyState icon="rocket" title="Nothing was done yet" command="dextra deploy">
                            Deploy a folder, and the run that ships it appears here while it goes on.
                        </EmptyState>
                    )}
            />
        </PageFrame>
    );
}
