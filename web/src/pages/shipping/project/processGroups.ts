// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ProcessSnapshot, Release, ServiceSnapshot } from '../../../api';

/** As many processes may share the traffic, or the work. */
export const mostInstances = 32;

/** Processes of one command: `web`, or a worker's name. */
export interface ProcessGroup {
    readonly name: string;
    /** How many there are to be. */
    readonly count: number;
    /** Something has to answer requests; a worker can be without any. */
    readonly least: number;
    readonly processes: readonly ProcessSnapshot[];
}

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
    const all = [...declared, ...others.map((name) => ({ name, instances: undefined, least: 0 }))];
    return all.map(({ name, instances, least }) => {
        const processes = running.filter((process) => groupName(process) === name);
        // What runs is what somebody scaled to; what is declared is what runs again after the next deployment.
        return { name, least, processes, count: processes.length || instances || 0 };
    });
}

function groupName({ name }: ProcessSnapshot): string {
    return name.replace(/\.\d+$/, '');
}
