// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ProcessSnapshot, Release, ServiceSnapshot } from '../../../api';

/** As many processes may share the traffic, or the work. */
export const mostInstances = 32;

/** Processes of one command: `web`, or a worker's name. */
export interface ProcessGroup {
    readonly name: string;
    /** How many there are; undefined where the platform doesn't say. */
    readonly count: number | undefined;
    /** How many the release was made with; people may have asked for others since. */
    readonly declared: number;
    /** Something has to answer requests; a worker can be without any. */
    readonly least: number;
    readonly processes: readonly ProcessSnapshot[];
}

/** By group: how many somebody wants instead of how many there were. */
export type Wishes = Readonly<Record<string, { readonly from: number | undefined; readonly to: number }>>;

/** The processes of a release, by what they do. */
export function groupsOf(release: Release, service: ServiceSnapshot | undefined): ProcessGroup[] {
    const { workers = [], instances: web = 1 } = release.settings;
    const declared = [
        { name: 'web', instances: web, least: 1 },
        ...workers.map(({ name, instances }) => ({ name, instances, least: 0 })),
    ];
    // A release of one process says how that is by itself.
    const running = service?.processes?.length ? service.processes : service ? [{ ...service, name: 'web.1' }] : [];
    const known = new Set(declared.map(({ name }) => name));
    const others = [...new Set(running.map(groupName))].filter((name) => !known.has(name));
    const all = [...declared, ...others.map((name) => ({ name, instances: 0, least: 0 }))];
    // So it is also when nobody could look, e.g. because the platform doesn't answer.
    const isKnown = service !== undefined && service.state !== 'absent';
    return all.map(({ name, instances, least }) => {
        const processes = running.filter((process) => groupName(process) === name);
        return { name, least, processes, declared: instances, count: isKnown ? processes.length : undefined };
    });
}

/** How many somebody wants of a group, if that is a change: not when others changed the number meanwhile. */
export function wishFor({ name, count }: ProcessGroup, wishes: Wishes): number | undefined {
    const wish = wishes[name];
    return wish && wish.from === count && wish.to !== count ? wish.to : undefined;
}

/** What is asked of the server. Groups that nobody changed are left out: what people asked for before holds for them. */
export function instancesToAsk(groups: readonly ProcessGroup[], wishes: Wishes): Record<string, number> {
    return Object.fromEntries(groups.flatMap((group) => {
        const wanted = wishFor(group, wishes);
        return wanted === undefined ? [] : [[group.name, wanted]];
    }));
}

function groupName({ name }: ProcessSnapshot): string {
    return name.replace(/\.\d+$/, '');
}
